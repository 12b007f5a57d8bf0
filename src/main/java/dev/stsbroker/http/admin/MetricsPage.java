package dev.stsbroker.http.admin;

import org.jspecify.annotations.Nullable;

/** Makes the metrics page; what meters there are is not this room's business. */
public interface MetricsPage {
  /** The page for a scraper that accepts {@code accept}; null if it did not say. */
  Page page(@Nullable String accept);

  /**
   * A page.
   *
   * @param type its content type
   * @param text all of it
   */
  record Page(String type, String text) {}
}
