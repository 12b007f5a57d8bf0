package dev.stsbroker.config.section;

import dev.stsbroker.config.setting.DurationRange;
import dev.stsbroker.config.setting.IpLiteral;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.sts.StsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which STS to ask. */
public final class StsSection {
  private static final DurationRange TIMEOUT = new DurationRange("1s", "60s");
  private static final String EXPECTED =
      " (expected: https://<host>[:<port>], or http:// to a loopback host";

  private final Settings settings;

  public StsSection(Settings settings) {
    this.settings = settings;
  }

  public StsSettings read() {
    return new StsSettings(
        settings.text("region", "cn-hangzhou"),
        settings.text("network", "public").equals("vpc"),
        endpoint(),
        settings.duration("timeout", TIMEOUT, Duration.ofSeconds(5)),
        settings.number("callsPerSecond", 20),
        written());
  }

  /** What is written for the host, where something was filled in; null where nothing was. */
  private @Nullable String written() {
    for (String key : List.of("endpoint", "region")) {
      if (settings.values().containsKey(key)) {
        return settings.problems().written(settings.place().to(key));
      }
    }
    return null;
  }

  private @Nullable URI endpoint() {
    String text = settings.text("endpoint");
    if (text == null) {
      return null;
    }
    if (text.indexOf('@') >= 0) {
      // What stands before the @ may be a password.
      settings.plain("endpoint", "has a user name" + EXPECTED + ")");
      return null;
    }
    URI uri = BareUri.of(text);
    if (uri == null || !safe(uri)) {
      String write = settings.write("endpoint", meant(text));
      settings.plain("endpoint", settings.shown("endpoint") + EXPECTED + write + ")");
    } else if (uri.getScheme().equals("https") && IpLiteral.loopback(uri.getHost())) {
      warnOfTls(uri);
    }
    return uri;
  }

  /** Nobody gives certificates for a loopback address that other machines would believe. */
  private void warnOfTls(URI uri) {
    ConfigPath place = settings.place().to("endpoint");
    String plain = "http" + uri.toString().substring("https".length());
    String sentence =
        " is TLS to this machine, for which no public authority gives a certificate (expected: http"
            + " to a loopback host";
    settings
        .problems()
        .warnPlain(
            place, settings.shown("endpoint") + sentence + settings.write("endpoint", plain) + ")");
  }

  /** Scheme, host and port of what is no such thing alone; null if it cannot be told. */
  private static @Nullable String meant(String text) {
    String host = text.strip().replaceFirst("^[A-Za-z]+://", "").replaceFirst("[/?#].*$", "");
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    String scheme = IpLiteral.loopback(name) ? "http://" : "https://";
    URI uri = BareUri.of(scheme + host);
    boolean named = host.indexOf('.') >= 0 || IpLiteral.loopback(name);
    return uri == null || !named ? null : uri.toString();
  }

  private static boolean safe(URI uri) {
    return uri.getScheme().equals("https")
        || (uri.getScheme().equals("http") && IpLiteral.loopback(uri.getHost()));
  }
}
