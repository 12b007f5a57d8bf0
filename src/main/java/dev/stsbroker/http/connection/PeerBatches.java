package dev.stsbroker.http.connection;

import dev.stsbroker.access.kernel.Peer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/**
 * Questions for peers that take long: those that come meanwhile are answered together next, by one
 * thread at a time, so that many connections keep no more than one from other work. Used on one
 * event loop.
 */
final class PeerBatches<K> {
  private final Vertx vertx;
  private final int most;
  private final Function<Collection<K>, Map<K, Peer>> answers;
  private final Queue<Asked<K>> waiting = new ArrayDeque<>();
  private boolean asking;

  /**
   * @param most questions that are answered together
   * @param answers blocks
   */
  PeerBatches(Vertx vertx, int most, Function<Collection<K>, Map<K, Peer>> answers) {
    this.vertx = vertx;
    this.most = most;
    this.answers = answers;
  }

  /** Who it is; never fails. */
  Future<Peer> ask(K what) {
    Asked<K> asked = new Asked<>(what, Promise.promise());
    waiting.add(asked);
    next();
    return asked.answer().future();
  }

  private void next() {
    if (asking || waiting.isEmpty()) {
      return;
    }
    asking = true;
    List<Asked<K>> batch = new ArrayList<>();
    while (batch.size() < most && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    List<K> questions = batch.stream().map(Asked::what).toList();
    vertx
        .executeBlocking(() -> answers.apply(questions), false)
        .otherwise(Map.of())
        .onSuccess(
            told -> {
              asking = false;
              batch.forEach(
                  one -> one.answer().complete(told.getOrDefault(one.what(), Peers.NOT_TOLD)));
              next();
            });
  }

  private record Asked<K>(K what, Promise<Peer> answer) {}
}
