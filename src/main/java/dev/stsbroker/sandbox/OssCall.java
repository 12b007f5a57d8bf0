package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.rpc.StsCall;
import java.time.Instant;

/**
 * A request the OSS has seen. Texts are as the client sent them, cut and without control
 * characters.
 *
 * @param at when, by the sandbox's clock
 * @param action such as {@code oss:GetObject}; empty for what this OSS does not have
 * @param path as sent, without the query
 * @param status of the answer
 * @param code of the error; {@link StsCall#OK} for none
 * @param fault the name of the scripted fault; empty for none
 */
public record OssCall(
    Instant at, String action, String path, int status, String code, String fault) {}
