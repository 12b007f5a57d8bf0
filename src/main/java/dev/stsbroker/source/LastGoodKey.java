package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key that is read again at each use, and kept when a reading fails: a file may be half written
 * or unmounted for a minute while its key is still valid. A different key is tried at STS before it
 * replaces one that works; until then the old one is used, unless STS refuses it.
 */
final class LastGoodKey implements IdentitySource {
  private final String name;
  private final IdentitySource reading;
  private final Function<AccessKey, Future<?>> proof;
  private final Told listener;
  private @Nullable AccessKey good;

  /** What was used last, also after STS has taken it for broken. */
  private @Nullable AccessKey last;

  private @Nullable CredentialException trouble;
  private @Nullable String told;

  /**
   * @param proof fails if STS does not accept a key
   * @param listener told what becomes of the key
   */
  LastGoodKey(
      String name, IdentitySource reading, Function<AccessKey, Future<?>> proof, Told listener) {
    this.name = name;
    this.reading = reading;
    this.proof = proof;
    this.listener = listener;
  }

  /** Goes on with the key of one that was read from the same place. */
  void inherit(AccessKey key) {
    good = key;
    last = key;
  }

  @Override
  public @Nullable AccessKey held() {
    return good;
  }

  @Override
  public Future<AccessKey> current() {
    return reading.current().compose(this::proved).recover(this::fallBack);
  }

  @Override
  public void rejected(AccessKey key) {
    if (key.equals(good)) {
      good = null;
    }
  }

  private Future<AccessKey> proved(AccessKey read) {
    if (good == null || good.equals(read)) {
      return Future.succeededFuture(keep(read));
    }
    return proof.apply(read).map(accepted -> replace(read)).onFailure(this::refused);
  }

  private AccessKey replace(AccessKey read) {
    if (!read.equals(good)) {
      listener.events().identityRotated(name);
    }
    return keep(read);
  }

  @Override
  public boolean superseded(AccessKey key) {
    return good != null && !key.equals(good);
  }

  private AccessKey keep(AccessKey read) {
    AccessKey before = last;
    good = read;
    last = read;
    told = null;
    trouble = null;
    if (before != null && !before.equals(read)) {
      listener.newKey().run();
    }
    return read;
  }

  private void refused(Throwable cause) {
    if (news(cause)) {
      String code = CredentialException.of(cause).code();
      listener.events().identityNotRotated(name, code, String.valueOf(cause.getMessage()));
    }
  }

  @Override
  public @Nullable CredentialException trouble() {
    return trouble;
  }

  private Future<AccessKey> fallBack(Throwable cause) {
    AccessKey key = good;
    if (key == null) {
      return Future.failedFuture(cause);
    }
    trouble = cause instanceof CredentialException known ? known : null;
    return Future.succeededFuture(key);
  }

  /**
   * Who is told what.
   *
   * @param events what became of the key
   * @param newKey run when another key than before is used from now on
   */
  record Told(BrokerEvents events, Runnable newKey) {}

  /**
   * Whether {@code cause} has not been told yet; a key is read many times while its file is wrong.
   */
  private boolean news(Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    boolean news = !Objects.equals(told, why);
    told = why;
    return news;
  }
}
