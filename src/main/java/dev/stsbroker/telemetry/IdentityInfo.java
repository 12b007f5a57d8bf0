package dev.stsbroker.telemetry;

import dev.stsbroker.event.BrokerEvents;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metric that says who the broker is: one series for each identity, replaced whenever STS tells
 * more about it.
 */
final class IdentityInfo implements BrokerEvents {
  /** The account of an identity that STS was not asked about yet. */
  private static final String UNKNOWN = "unknown";

  private static final String AUTO = "auto";

  private final Info info;
  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, String> found = new TreeMap<>();
  private final Map<String, String> accounts = new TreeMap<>();
  private final List<String[]> laid = new ArrayList<>();

  IdentityInfo(PrometheusRegistry registry) {
    this.info =
        Info.builder()
            .name(Meters.IDENTITY)
            .help("What the broker signs with")
            .labelNames("identity", "type", "account")
            .register(registry);
  }

  @Override
  public void identitiesConfigured(Map<String, String> next) {
    types.clear();
    types.putAll(next);
    found.keySet().removeIf(identity -> !AUTO.equals(next.get(identity)));
    accounts.keySet().retainAll(next.keySet());
    lay();
  }

  @Override
  public void identityFound(String identity, String type) {
    found.put(identity, type);
    lay();
  }

  @Override
  public void identityProved(String identity, String accountId) {
    accounts.put(identity, accountId);
    lay();
  }

  private void lay() {
    laid.forEach(info::remove);
    laid.clear();
    types.forEach(
        (identity, type) -> {
          String[] row = {
            identity, found.getOrDefault(identity, type), accounts.getOrDefault(identity, UNKNOWN)
          };
          info.addLabelValues(row);
          laid.add(row);
        });
  }
}
