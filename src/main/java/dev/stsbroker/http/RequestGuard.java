package dev.stsbroker.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that no local process sends on purpose: those with a foreign host, from a
 * browser, through a proxy, or with a path that a contract does not spell so. Every listener has
 * one.
 *
 * <p>Browsers send {@code Origin} or {@code Sec-Fetch-Site} with what a page makes them ask for,
 * and after DNS rebinding a foreign {@code Host}; forwarded headers mean that somebody else asks
 * through a proxy.
 */
public final class RequestGuard {
  static final String SCHEME = "http://";
  private static final Set<String> ALWAYS_OURS =
      Set.of("127.0.0.1", "localhost", "[::1]", "100.100.100.200");
  private static final List<String> BROWSER_HEADERS =
      List.of("Origin", "Sec-Fetch-Site", "Sec-Fetch-Dest", "Referer");

  /** Lower case, as all that begins or ends so. */
  private static final Set<String> FORWARD_HEADERS =
      Set.of(
          "forwarded",
          "via",
          "cdn-loop",
          "akamai-origin-hop",
          "x-host",
          "x-http-host-override",
          "x-rewrite-url",
          "x-proxyuser-ip",
          "cdn-src-ip");

  private static final List<String> FORWARDED_BY =
      List.of("x-forwarded", "x-original-", "x-envoy-", "cf-");

  /** What proxies name the address so that they forward for. */
  private static final List<String> FORWARDED_FOR =
      List.of(
          "client-ip",
          "clientip",
          "connecting-ip",
          "connecting-ipv6",
          "connection-ip",
          "real-ip",
          "remote-ip",
          "remote-addr",
          "originating-ip",
          "user-ip");

  /**
   * No request of any client has a body; what a confused one sends up to here is read and dropped.
   */
  private static final long MAX_BODY_BYTES = 16 * 1024;

  private final ListenAddress listener;

  /** A host and perhaps a port; more than that, such as user info, is no host of ours. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]]+)(:[0-9]{1,5})?");

  private final Set<String> hosts;
  private final Function<String, Set<HttpMethod>> methods;

  /**
   * @param listener the address it stands behind
   * @param allowedHosts further names that are ours; lower case, no port
   * @param methods the methods of a path, which may be any text
   */
  public RequestGuard(
      ListenAddress listener, Set<String> allowedHosts, Function<String, Set<HttpMethod>> methods) {
    this.listener = listener;
    Set<String> ours = new HashSet<>(ALWAYS_OURS);
    ours.addAll(allowedHosts);
    ours.add(listener.host().contains(":") ? "[" + listener.host() + "]" : listener.host());
    this.hosts = Set.copyOf(ours);
    this.methods = methods;
  }

  /** The same guard with other names that are ours. */
  RequestGuard allowing(Set<String> allowedHosts) {
    return new RequestGuard(listener, allowedHosts, methods);
  }

  /** The reason why {@code request} is refused; null if it is let through. */
  public @Nullable HttpFailure refusal(HttpServerRequest request) {
    HttpFailure malformed = hostCount(request);
    if (malformed != null) {
      return malformed;
    }
    if (!ourHost(request)) {
      return HttpFailure.of(403, "ForeignHost", "the Host header names another host");
    }
    if (fromBrowser(request)) {
      return HttpFailure.of(403, "BrowserRefused", "requests of browsers are refused");
    }
    if (forwarded(request)) {
      return HttpFailure.of(403, "ForwardedRefused", "forwarded requests are refused");
    }
    Set<HttpMethod> usable = methods.apply(pathOf(request));
    if (!usable.contains(request.method())) {
      request.response().putHeader("Allow", allowed(usable));
      return HttpFailure.of(405, "MethodNotAllowed", "the method is not used here");
    }
    if (!canonical(request.uri())) {
      return HttpFailure.of(400, "BadRequest", "the path is not canonical");
    }
    return hasLargeBody(request)
        ? HttpFailure.of(413, "RequestTooLarge", "requests here have no body")
        : null;
  }

  /** Whether more of a body is announced than is worth reading, or nobody knows how much. */
  static boolean hasLargeBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return request.headers().contains("Transfer-Encoding") || (length != null && tooLong(length));
  }

  private static String pathOf(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "" : path;
  }

  private static String allowed(Set<HttpMethod> methods) {
    return String.join(", ", methods.stream().map(HttpMethod::name).sorted().toList());
  }

  /** RFC 9112, 3.2: one Host, which only HTTP/1.0 may leave out; anything else is malformed. */
  private static @Nullable HttpFailure hostCount(HttpServerRequest request) {
    int count = request.headers().getAll("Host").size();
    if (count == 1 || (count == 0 && request.version() == HttpVersion.HTTP_1_0)) {
      return null;
    }
    return HttpFailure.of(400, "BadRequest", count + " Host headers (expected: one)");
  }

  /** Nobody can be lured to a unix socket by a name, and its clients write any into Host. */
  private boolean ourHost(HttpServerRequest request) {
    if (listener.socket() != null) {
      return true;
    }
    String named = request.getHeader("Host");
    String target = authorityOf(request.uri());
    return (named == null || ours(named)) && (target == null || ours(target));
  }

  private boolean ours(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    return parts.matches() && hosts.contains(parts.group("host").toLowerCase(Locale.ROOT));
  }

  /**
   * The host of an absolute-form target, as clients behind HTTP_PROXY send it; null for a plain
   * path.
   */
  static @Nullable String authorityOf(String uri) {
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int end = SCHEME.length();
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    return uri.substring(SCHEME.length(), end);
  }

  /**
   * The mode alone, and this mode, is what the {@code fetch} of Node.js sends for a job
   * (nodejs/undici issue 1305). Browsers send destination and site with any mode (W3C, Fetch
   * Metadata Request Headers), and are refused by these.
   */
  private static boolean fromBrowser(HttpServerRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    return anyOf(request, BROWSER_HEADERS) || (mode != null && !mode.equals("cors"));
  }

  private static boolean forwarded(HttpServerRequest request) {
    for (Map.Entry<String, String> header : request.headers()) {
      String lower = header.getKey().toLowerCase(Locale.ROOT);
      if (FORWARD_HEADERS.contains(lower)
          || FORWARDED_BY.stream().anyMatch(lower::startsWith)
          || FORWARDED_FOR.stream().anyMatch(lower::endsWith)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyOf(HttpServerRequest request, List<String> headers) {
    for (String header : headers) {
      if (request.headers().contains(header)) {
        return true;
      }
    }
    return false;
  }

  /**
   * An absolute path without escapes, dot segments and backslashes: nothing in a contract needs
   * them.
   */
  private static boolean canonical(String uri) {
    String path = SecretPathRequest.pathOf(uri);
    return path.startsWith("/")
        && path.indexOf('%') < 0
        && path.indexOf('\\') < 0
        && path.indexOf('#') < 0
        && !(path + "/").contains("/./")
        && !(path + "/").contains("/../");
  }

  private static boolean tooLong(String length) {
    try {
      return Long.parseLong(length.trim()) > MAX_BODY_BYTES;
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
