package dev.stsbroker.cli.client;

import java.io.PrintWriter;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it.
 *
 * @param out standard output
 * @param err standard error
 * @param environment looks up an environment variable; null where it is not set
 * @param nanoTime a clock that only moves forward, in nanoseconds
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    Function<String, @Nullable String> environment,
    LongSupplier nanoTime) {}
