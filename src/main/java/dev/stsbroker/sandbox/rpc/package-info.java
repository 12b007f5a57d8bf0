/**
 * A call to STS as it is sent: parameters, both forms of signature, and STS's errors.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.rpc.RpcRequest}. Never decides whether a call may be
 * made.
 */
@NullMarked
package dev.stsbroker.sandbox.rpc;

import org.jspecify.annotations.NullMarked;
