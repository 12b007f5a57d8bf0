package dev.stsbroker.sts;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that the environment names for https calls: {@code HTTPS_PROXY}, and {@code NO_PROXY},
 * of which {@link NoProxy} knows the form. Lower case names win, as with curl. Loopback is never
 * proxied, whatever the variables say.
 */
public final class ProxySettings {
  private final Function<String, @Nullable String> environment;

  /**
   * Reads the variables through {@code environment}, which answers null for one that is not set.
   */
  public ProxySettings(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The proxy for calls to {@code host}; empty to call it directly. Throws {@link
   * IllegalArgumentException} if the variable is no {@code http://[user:password@]host:port}.
   */
  Optional<ProxyOptions> forHost(String host, int port) {
    String proxy = variable("https_proxy");
    String exempt = variable("no_proxy");
    if (proxy == null
        || loopback(host)
        || (exempt != null && new NoProxy(exempt).exempts(host, port))) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(URI.create(proxy.contains("://") ? proxy : "http://" + proxy)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "HTTPS_PROXY is no proxy address (expected: http://[user:password@]host:port)");
    }
  }

  private static ProxyOptions parse(URI proxy) {
    if (proxy.getHost() == null) {
      throw new IllegalArgumentException("no host");
    }
    ProxyOptions options =
        new ProxyOptions()
            .setType(ProxyType.HTTP)
            .setHost(proxy.getHost())
            .setPort(proxy.getPort() > 0 ? proxy.getPort() : 3128);
    String user = proxy.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      options.setUsername(colon < 0 ? user : user.substring(0, colon));
      options.setPassword(colon < 0 ? "" : user.substring(colon + 1));
    }
    return options;
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private @Nullable String variable(String lowerCaseName) {
    String value = environment.apply(lowerCaseName);
    if (value == null || value.isBlank()) {
      value = environment.apply(lowerCaseName.toUpperCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? null : value.trim();
  }
}
