package dev.stsbroker.access;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The caller of one request, as far as it is known. Made once a request, so that nothing about the
 * caller is worked out twice. Used from one event loop.
 */
public final class Caller {
  private final @Nullable Secret presented;
  private final Peer peer;
  private @Nullable SecretDigest digest;
  private @Nullable String secretName;

  /**
   * @param presented the secret it proves itself by; null for none
   * @param peer who it is by the kernel's word
   */
  public Caller(@Nullable Secret presented, Peer peer) {
    this.presented = presented;
    this.peer = peer;
  }

  /** The secret it proves itself by; null for none. */
  @Nullable Secret presented() {
    return presented;
  }

  /** Whether it presents a secret, be it a right one or not. */
  public boolean presents() {
    return presented != null;
  }

  /** Who it is by the kernel's word. */
  public Peer peer() {
    return peer;
  }

  /** The digest of its secret; null for none. */
  @Nullable SecretDigest digest() {
    if (digest == null && presented != null) {
      digest = SecretDigest.of(presented);
    }
    return digest;
  }

  /** Who it is, for those that write it down. */
  public CallerFacts facts() {
    return new CallerFacts(peer, secretName);
  }

  /** Remembers the name of the secret that it was let in with. */
  void admittedWith(String name) {
    secretName = name;
  }

  /** The name of the secret that it was let in with; null for none. */
  public @Nullable String secretName() {
    return secretName;
  }
}
