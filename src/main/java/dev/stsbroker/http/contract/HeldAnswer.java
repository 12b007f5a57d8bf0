package dev.stsbroker.http.contract;

import dev.stsbroker.broker.BoundProfile;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.http.connection.Repeats;

/**
 * An answer with credentials that holds while the same session is served and nothing is configured.
 */
final class HeldAnswer implements Repeats.Answer {
  private final CredentialHandler handler;
  private final String contract;
  private final BoundProfile profile;
  private final Issued<Bodies> issued;
  private final long changes;

  HeldAnswer(
      CredentialHandler handler, String contract, BoundProfile profile, Issued<Bodies> issued) {
    this.handler = handler;
    this.contract = contract;
    this.profile = profile;
    this.issued = issued;
    this.changes = handler.changes();
  }

  @Override
  public boolean again() {
    return changes == handler.changes() && handler.servesAgain(profile, contract, issued);
  }
}
