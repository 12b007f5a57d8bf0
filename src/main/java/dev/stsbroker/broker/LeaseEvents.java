package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.BrokerEvents.Issuance;
import dev.stsbroker.lease.LeaseListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Translates events of the refresh engine into events of the broker.
 *
 * @param <R> the rendered form
 */
public final class LeaseEvents<R> implements LeaseListener<SessionKey, Issued<R>> {
  /**
   * STS counts from its own clock and answers take time: a life this near to what was asked is what
   * was asked.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final BrokerEvents events;
  private final Publication publication;
  private final Causes causes;

  /**
   * @param events told everything but the credentials
   * @param publication told the credentials
   * @param causes asked who made a session necessary
   */
  public LeaseEvents(BrokerEvents events, Publication publication, Causes causes) {
    this.events = events;
    this.publication = publication;
    this.causes = causes;
  }

  @Override
  public void loaded(SessionKey key, Issued<R> issued) {
    SessionCredentials credentials = issued.credentials();
    Duration life = Duration.between(credentials.issuedAt(), credentials.expiresAt());
    events.refreshed(
        new Issuance(
            issued.facts(), life, oddOrNull(key.request().duration(), life), causes.over(key)));
    publication.published(key.profile(), credentials);
  }

  @Override
  public void failed(SessionKey key, CredentialException failure, int consecutive) {
    events.refreshFailed(key.profile(), failure, consecutive);
  }

  @Override
  public void coalesced(SessionKey key) {
    events.coalesced(key.profile());
  }

  @Override
  public void retired(SessionKey key) {
    causes.over(key);
    events.retired(key.profile());
  }

  private static @Nullable Duration oddOrNull(Duration asked, Duration life) {
    return asked.minus(life).abs().compareTo(TOLERANCE) > 0 ? asked : null;
  }

  /**
   * Told every new session with all that is secret about it, which events never carry: for those
   * that hand credentials on without being asked.
   */
  public interface Publication {
    /**
     * {@code profile} has new credentials from now on. Called on the event loop; must not block.
     */
    void published(String profile, SessionCredentials credentials);
  }
}
