package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.http.admin.MetricsRequest.MetricsPage;
import dev.stsbroker.telemetry.Telemetry;
import dev.stsbroker.telemetry.Telemetry.SessionReading;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders the metrics page on a worker thread, one at a time, so that many scrapers cost no more
 * than one. Requests that come while a page is made get the next one, which includes everything
 * that happened before they came.
 */
final class Scrapes implements MetricsPage {
  private final Telemetry telemetry;
  private final CredentialBroker<?> broker;
  private final IdentityStates states;
  private final WorkerExecutor worker;
  private final Map<String, Promise<Page>> next = new LinkedHashMap<>();
  private boolean busy;

  Scrapes(Vertx vertx, Telemetry telemetry, CredentialBroker<?> broker, IdentityStates states) {
    this.states = states;
    this.telemetry = telemetry;
    this.broker = broker;
    this.worker = vertx.createSharedWorkerExecutor("sts-broker-metrics", 1);
  }

  @Override
  public Future<Page> page(@Nullable String accept) {
    Promise<Page> mine =
        next.computeIfAbsent(Telemetry.format(accept), format -> Promise.promise());
    render();
    return mine.future();
  }

  private void render() {
    var waiting = next.entrySet().iterator();
    if (busy || !waiting.hasNext()) {
      return;
    }
    busy = true;
    var first = waiting.next();
    String format = first.getKey();
    Promise<Page> asked = first.getValue();
    waiting.remove();
    List<SessionReading> readings = readings();
    List<IdentityState> identities = states.all();
    worker
        .executeBlocking(
            () -> new Page(format, Buffer.buffer(telemetry.scrape(format, readings, identities))),
            false)
        .onComplete(
            page -> {
              busy = false;
              asked.handle(page);
              render();
            });
  }

  private List<SessionReading> readings() {
    return broker.statuses().stream()
        .map(
            profile ->
                new SessionReading(
                    profile.name(),
                    profile.state(),
                    profile.issuedAt(),
                    profile.expiresAt(),
                    profile.failures()))
        .toList();
  }
}
