package dev.stsbroker.app;

import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.source.Identity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions that the parts of {@link Wiring} call and that belong to parts made later.
 *
 * @param inUse the identities of the running configuration
 * @param identities finds an identity of the running configuration; null for an unknown name
 * @param reload what {@code POST /reload} does
 * @param configuration which configuration runs, and what came of others
 * @param outline what of the running one decides who gets what, as JSON
 */
record Hooks(
    Supplier<SortedMap<String, Identity>> inUse,
    Function<String, @Nullable Identity> identities,
    Supplier<Future<AppliedReload>> reload,
    Supplier<ConfigState> configuration,
    Supplier<Future<Buffer>> outline) {}
