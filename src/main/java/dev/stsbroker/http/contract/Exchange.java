package dev.stsbroker.http.contract;

import dev.stsbroker.access.Caller;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request of one contract on its way to its answer; made by {@link CredentialHandler#begin}.
 *
 * @param request what was asked
 * @param contract the contract's name
 * @param caller who asks
 * @param startedAt nanoseconds of the scheduler
 */
public record Exchange(HttpServerRequest request, String contract, Caller caller, long startedAt) {}
