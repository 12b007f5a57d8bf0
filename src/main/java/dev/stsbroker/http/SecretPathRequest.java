package dev.stsbroker.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;

/**
 * A request below {@code /key/<secret>}, presented as the same request without that prefix: its
 * path begins after the secret, and the secret is its header {@code Authorization}. So later code
 * has one place to look for a secret, and the path in log lines contains none.
 *
 * <p>Alibaba Cloud's clients can send no header of the caller's choice, which is why the secret may
 * stand in the path at all.
 */
final class SecretPathRequest extends HttpServerRequestWrapper {
  private static final String KEY = "key";

  /** Where nothing is: for paths that may hold a secret and are none of ours. */
  private static final String NOWHERE = "/key";

  /** What the guard refuses: for secrets that no header can hold, nor any file of secrets. */
  private static final String NOT_CANONICAL = "/..";

  private final String uri;

  private SecretPathRequest(HttpServerRequest request, String uri) {
    super((HttpServerRequestInternal) request);
    this.uri = uri;
  }

  /**
   * {@code request} itself, unless it is one below {@code /key}, or its target has a scheme: Vert.x
   * would take what looks like a path in its query for the path.
   */
  static HttpServerRequest enter(HttpServerRequest request) {
    String uri = request.uri();
    HttpServerRequest same = uri.startsWith("/") ? request : new SecretPathRequest(request, uri);
    int root = rootOf(uri);
    int first = skipSlashes(uri, root);
    int secret = skipSlashes(uri, first + KEY.length());
    if (!below(uri, first) || secret >= uri.length() || uri.charAt(secret) == '?') {
      return same;
    }
    int rest = endOfSegment(uri, secret);
    String segment = uri.substring(secret, rest);
    if (!uri.startsWith(KEY, first) || below(uri, skipSlashes(uri, rest))) {
      return new SecretPathRequest(request, NOWHERE);
    }
    if (segment.equals(".") || segment.equals("..")) {
      return same;
    }
    if (segment.chars().anyMatch(Character::isISOControl)) {
      return new SecretPathRequest(request, NOT_CANONICAL);
    }
    String path = uri.substring(rest);
    request.headers().set(HttpHeaders.AUTHORIZATION, segment);
    return new SecretPathRequest(
        request, uri.substring(0, root) + (path.startsWith("/") ? "" : "/") + path);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public String path() {
    return pathOf(uri);
  }

  @Override
  public String absoluteURI() {
    return uri;
  }

  /** Whether the segment at {@code at} is {@code key}, in any case, and more follows. */
  private static boolean below(String uri, int at) {
    int end = at + KEY.length();
    return uri.regionMatches(true, at, KEY, 0, KEY.length())
        && end < uri.length()
        && uri.charAt(end) == '/';
  }

  /** The path of a target in either form; that of a host alone is the root. */
  static String pathOf(String uri) {
    int root = rootOf(uri);
    int query = uri.indexOf('?', root);
    String path = uri.substring(root, query < 0 ? uri.length() : query);
    return path.isEmpty() && root > 0 ? "/" : path;
  }

  /** Where the path begins, after the authority of an absolute-form target if there is one. */
  private static int rootOf(String uri) {
    String authority = RequestGuard.authorityOf(uri);
    return authority == null ? 0 : RequestGuard.SCHEME.length() + authority.length();
  }

  private static int skipSlashes(String uri, int from) {
    int at = from;
    while (at < uri.length() && uri.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  private static int endOfSegment(String uri, int from) {
    int at = from;
    while (at < uri.length() && uri.charAt(at) != '/' && uri.charAt(at) != '?') {
      at++;
    }
    return at;
  }
}
