package dev.stsbroker.sts;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the STS gateway: which STS to ask, and how long to wait.
 *
 * @param region region id, such as {@code cn-hangzhou}
 * @param vpc whether to use the region's VPC endpoint
 * @param endpoint full override of the endpoint; null to derive it from the region
 * @param timeout total deadline of one call, from asking to the last byte, signing included
 * @param callsPerSecond upper bound of calls of this broker; at least 1
 * @param written what messages call the host, where something was filled in; null for its name
 */
public record StsSettings(
    String region,
    boolean vpc,
    @Nullable URI endpoint,
    Duration timeout,
    int callsPerSecond,
    @Nullable String written) {
  /** With a host that messages show as it is. */
  public StsSettings(
      String region, boolean vpc, @Nullable URI endpoint, Duration timeout, int callsPerSecond) {
    this(region, vpc, endpoint, timeout, callsPerSecond, null);
  }

  /** What messages call the endpoint. */
  public String shown() {
    return written == null ? effectiveEndpoint().toString() : written;
  }

  /** What messages call the host. */
  public String shownHost() {
    return written == null ? effectiveEndpoint().getHost() : written;
  }

  /** The endpoint to call: the override, or {@code https://sts[-vpc].<region>.aliyuncs.com}. */
  public URI effectiveEndpoint() {
    if (endpoint != null) {
      return endpoint;
    }
    return URI.create("https://" + (vpc ? "sts-vpc." : "sts.") + region + ".aliyuncs.com");
  }
}
