package dev.stsbroker.time;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * The clock, the timers and the randomness of a run, in one argument.
 *
 * @param clock what time it is
 * @param scheduler runs actions later
 * @param random for jitter; never for secrets
 */
public record Timing(InstantSource clock, Scheduler scheduler, RandomGenerator random) {}
