package dev.stsbroker.audit;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.CallerFacts;
import org.jspecify.annotations.Nullable;

/**
 * A caller as audit lines have it. Its names are looked up once, on the writer's thread, for the
 * first of its lines: a process may be gone by the next one.
 */
final class AuditedCaller {
  private final CallerFacts facts;
  private @Nullable String members;

  AuditedCaller(CallerFacts facts) {
    this.facts = facts;
  }

  /** The members of the object {@code caller}. Blocks the first time. */
  String members(CallerNames names) {
    String known = members;
    if (known == null) {
      known = found(names);
      members = known;
    }
    return known;
  }

  private String found(CallerNames names) {
    Peer peer = facts.peer();
    JsonMembers all = new JsonMembers();
    if (peer.uid() != null) {
      all.put("uid", peer.uid());
      all.put("user", names.user(peer.uid()));
    } else {
      all.put("unknown", peer.unknown());
    }
    if (peer.pid() != null) {
      all.put("pid", peer.pid());
      all.put("process", names.process(peer.pid()));
      all.put("container", names.container(peer.pid()));
    }
    return all.put("secret", facts.secretName()).toString();
  }
}
