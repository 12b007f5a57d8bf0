package dev.stsbroker.sandbox.oss.request;

import dev.stsbroker.sandbox.signature.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bucket and key that a request is about, read from its host and path: the bucket is the first
 * label of a host such as {@code my-bucket.oss-cn-hangzhou.aliyuncs.com}, and the first segment of
 * the path where the host has none (an address, {@code localhost}, an endpoint).
 *
 * @param bucket empty for the service itself
 * @param key decoded; empty for the bucket itself
 * @param region that of the endpoint in the host; null if it says none
 */
public record Target(String bucket, String key, @Nullable String region) {
  private static final int LONGEST_KEY = 1023;

  private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|\\[.*]|localhost|");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:([^.]+)\\.)?oss-([a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com");

  /**
   * Tells what a request is about. A {@code +} in the path is a space, as the real OSS has it.
   *
   * @throws OssRefusal if its path is malformed, or the key in it
   */
  public static Target of(OssRequest request) {
    String path = decodedPath(request).substring(1);
    String host = request.host();
    Matcher endpoint = ENDPOINT.matcher(host);
    if (endpoint.matches()) {
      String bucket = endpoint.group(1);
      return bucket == null
          ? inPath(path, endpoint.group(2))
          : checked(new Target(bucket, path, endpoint.group(2)));
    }
    return ADDRESS.matcher(host).matches() || !host.contains(".")
        ? inPath(path, null)
        : checked(new Target(host.substring(0, host.indexOf('.')), path, null));
  }

  /** A request's path, decoded. */
  public static String decodedPath(OssRequest request) {
    return decoded(request.path());
  }

  /** The source of a copy, {@code /bucket/key} with escapes. */
  public static Target ofSource(String header) {
    String path = decoded(header.startsWith("/") ? header : "/" + header);
    if (path.contains("?versionId=")) {
      throw OssError.NOT_IMPLEMENTED.refusal("versions");
    }
    return inPath(path.substring(1), null);
  }

  private static Target inPath(String path, @Nullable String region) {
    int slash = path.indexOf('/');
    return slash < 0
        ? new Target(path, "", region)
        : checked(new Target(path.substring(0, slash), path.substring(slash + 1), region));
  }

  /** Throws {@link OssRefusal} if its key is none that an object can have. */
  public static Target checked(Target target) {
    boolean tooLong = target.key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY;
    if (tooLong || target.key.startsWith("/") || target.key.startsWith("\\")) {
      throw OssError.INVALID_OBJECT_NAME.refusal();
    }
    return target;
  }

  private static String decoded(String path) {
    try {
      String decoded = PercentEncoding.decodePath(path);
      if (decoded.startsWith("/")) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, like a path that does not begin with a slash.
    }
    throw OssError.INVALID_OBJECT_NAME.refusal();
  }

  /** As OSS's signatures have it, before any encoding: always with the bucket. */
  public String signedPath() {
    return bucket.isEmpty() ? "/" : "/" + bucket + "/" + key;
  }

  /**
   * {@link #signedPath()}, and for a bucket that is asked for as {@code /bucket} that path too:
   * OpenDAL signs it as it sends it.
   */
  public List<String> signedPaths(OssRequest request) {
    String bare = "/" + bucket;
    boolean asSent = !bucket.isEmpty() && key.isEmpty() && request.path().equals(bare);
    return asSent ? List.of(signedPath(), bare) : List.of(signedPath());
  }
}
