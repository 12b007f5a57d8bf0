package dev.stsbroker.http.admin;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Makes the metrics page. An interface, so that this room knows no meters. */
public interface MetricsPage {
  /**
   * The page for a scraper that accepts {@code accept}; null if it did not say. Has all that
   * happened before it was asked for.
   */
  Future<Page> page(@Nullable String accept);

  /**
   * A page.
   *
   * @param type its content type
   * @param body all of it; many may be sent the same
   */
  record Page(String type, Buffer body) {}
}
