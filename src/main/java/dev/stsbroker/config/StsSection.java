package dev.stsbroker.config;

import dev.stsbroker.sts.StsSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads which STS to ask. */
final class StsSection {
  private static final DurationRange TIMEOUT = new DurationRange("1s", "60s");
  private static final String EXPECTED =
      " (expected: https://<host>[:<port>], or http:// to a loopback host)";

  private final Settings settings;

  StsSection(Settings settings) {
    this.settings = settings;
  }

  StsSettings read() {
    return new StsSettings(
        settings.text("region", "cn-hangzhou"),
        settings.text("network", "public").equals("vpc"),
        endpoint(),
        settings.duration("timeout", TIMEOUT, Duration.ofSeconds(5)),
        settings.number("callsPerSecond", 20));
  }

  private @Nullable URI endpoint() {
    String text = settings.text("endpoint");
    if (text == null) {
      return null;
    }
    if (text.indexOf('@') >= 0) {
      // What stands before the @ may be a password.
      settings.problem("endpoint", "has a user name" + EXPECTED);
      return null;
    }
    URI uri = bare(text);
    if (uri == null || !safe(uri)) {
      settings.problem("endpoint", Shown.value(settings.place().to("endpoint"), text) + EXPECTED);
    }
    return uri;
  }

  /** Scheme, host and port of {@code text}, in lower case; null if it has less, or more. */
  private static @Nullable URI bare(String text) {
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

  private static boolean safe(URI uri) {
    return uri.getScheme().equals("https")
        || (uri.getScheme().equals("http") && IpLiteral.loopback(uri.getHost()));
  }
}
