package dev.stsbroker.broker;

import dev.stsbroker.sts.SessionRequest;
import java.time.Duration;

/**
 * A named recipe for a session, as configured, with nothing left to fill in.
 *
 * @param name as jobs ask for it
 * @param identity name of the identity that assumes the role
 * @param request what STS is asked for
 * @param prefetch whether it is assumed at start and kept for good; otherwise at first use, and
 *     dropped when idle
 * @param idleAfter how long after the last use an unpinned session is dropped; zero for three
 *     lifetimes
 */
public record Profile(
    String name, String identity, SessionRequest request, boolean prefetch, Duration idleAfter) {}
