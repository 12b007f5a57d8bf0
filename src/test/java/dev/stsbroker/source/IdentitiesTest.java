package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
  private final Identity key = new Unused();
  private final Identity base = new Unused();
  private final Identity spare = new Unused();
  private final Identities identities = new Identities();

  @Test
  void nothing_isFound_beforeTheFirstContent() {
    assertThat(identities.get("key")).isNull();
    assertThat(identities.inUse()).isEmpty();
  }

  @Test
  void content_isReplacedAsAWhole() {
    identities.use(
        new Identities.Content(
            Map.of("key", key, "profile:base", base, "profile:spare", spare),
            Set.of("key"),
            Set.of("key", "profile:base")));
    assertThat(identities.get("key")).isSameAs(key);
    assertThat(identities.get("profile:spare")).isSameAs(spare);
    assertThat(identities.configured()).containsExactly(key);
    // A session that nobody assumes a role with is no identity of anybody's.
    assertThat(identities.inUse().keySet()).containsExactly("key", "profile:base");

    identities.use(
        new Identities.Content(Map.of("other", spare), Set.of("other"), Set.of("other")));
    assertThat(identities.get("key")).isNull();
    assertThat(identities.inUse()).containsOnly(Map.entry("other", spare));
  }

  @Test
  void without_leavesOutWhatIsNamed() {
    Identities.Content content =
        new Identities.Content(Map.of("a", key, "b", base), Set.of("a", "b"), Set.of());
    assertThat(content.without(Set.of("b", "c"))).containsOnly(Map.entry("a", key));
  }

  private static final class Unused implements Identity {
    @Override
    public Future<SessionCredentials> assume(SessionRequest request) {
      throw new IllegalStateException("not asked");
    }

    @Override
    public Future<CallerIdentity> caller() {
      throw new IllegalStateException("not asked");
    }

    @Override
    public Future<Void> look() {
      throw new IllegalStateException("not asked");
    }

    @Override
    public IdentityState state() {
      throw new IllegalStateException("not asked");
    }
  }
}
