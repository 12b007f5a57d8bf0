package dev.stsbroker.policy;

import org.jspecify.annotations.Nullable;

/**
 * A verdict and what led to it.
 *
 * @param verdict how the request fares
 * @param decidedBy the statement that decided, or the layer that does not allow; null if there is
 *     none to name
 */
public record Decision(Verdict verdict, @Nullable String decidedBy) {}
