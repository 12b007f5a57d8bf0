package dev.stsbroker.config;

import dev.stsbroker.sts.StsSettings;
import java.net.URI;
import java.time.Duration;
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
    URI uri = BareUri.of(text);
    if (uri == null || !safe(uri)) {
      settings.problem("endpoint", Shown.value(settings.place().to("endpoint"), text) + EXPECTED);
    }
    return uri;
  }

  private static boolean safe(URI uri) {
    return uri.getScheme().equals("https")
        || (uri.getScheme().equals("http") && IpLiteral.loopback(uri.getHost()));
  }
}
