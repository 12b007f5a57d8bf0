package dev.stsbroker.time;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Everything that makes one run differ from the next, in one argument.
 *
 * @param clock what time it is
 * @param scheduler call me later
 * @param random for jitter; never for secrets
 */
public record Timing(InstantSource clock, Scheduler scheduler, RandomGenerator random) {}
