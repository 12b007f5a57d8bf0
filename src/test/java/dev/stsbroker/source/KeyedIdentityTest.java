package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A new key is news to the sessions, whoever has read it first. */
class KeyedIdentityTest {
  private AccessKey inFile = key("old");
  private final KeyedIdentity identity =
      new KeyedIdentity(
          "main",
          () -> Future.succeededFuture(inFile),
          new RecordingSts(InstantSource.system()),
          BrokerEvents.NONE);

  @Test
  void newKey_isToldOnce_alsoWhereACallHasReadItBefore() {
    assertThat(identity.caller().succeeded()).isTrue();
    assertThat(identity.changed().result()).isFalse();
    inFile = key("new");
    assertThat(identity.caller().result().arn()).isEqualTo("new");
    assertThat(identity.changed().result()).isTrue();
    assertThat(identity.changed().result()).isFalse();
  }

  @Test
  void newSecretOfTheSameId_isAnotherKey() {
    assertThat(identity.caller().succeeded()).isTrue();
    inFile = new AccessKey("old", Secret.of("another"), null);
    assertThat(identity.caller().succeeded()).isTrue();
    assertThat(identity.changed().result()).isTrue();
  }

  @Test
  void firstKey_isNoChange() {
    assertThat(identity.changed().result()).isFalse();
  }

  private static AccessKey key(String id) {
    return new AccessKey(id, Secret.of("secret-of-" + id), null);
  }
}
