package dev.stsbroker.config.section;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a URI of scheme, host and port, without a path. */
final class BareUri {
  private BareUri() {}

  /** Scheme, host and port of {@code text}, in lower case; null if it has less, or more. */
  static @Nullable URI of(String text) {
    try {
      URI uri = new URI(text.toLowerCase(Locale.ROOT));
      boolean rootPath = uri.getRawPath() == null || uri.getRawPath().matches("/?");
      if (uri.getScheme() == null || uri.getHost() == null || !rootPath || uri.getPort() > 65_535) {
        return null;
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        return null;
      }
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
