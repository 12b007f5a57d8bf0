package dev.stsbroker.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * A request of one contract on its way to its answer; made by {@link CredentialHandler#begin}.
 *
 * @param request what was asked
 * @param contract the contract's name
 * @param startedAt nanoseconds of the scheduler
 */
public record Exchange(HttpServerRequest request, String contract, long startedAt) {}
