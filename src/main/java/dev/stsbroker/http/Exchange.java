package dev.stsbroker.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * One request of one contract until it is answered; made by {@link CredentialHandler#begin}.
 *
 * @param request what was asked
 * @param contract the contract's name
 * @param startedAt nanoseconds of the scheduler
 */
public record Exchange(HttpServerRequest request, String contract, long startedAt) {}
