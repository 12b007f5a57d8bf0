/**
 * The emulated OSS: objects in files behind the signatures, tokens and policies that the real one
 * checks.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.oss.OssService}: a request in, an answer out. Who
 * holds a key it learns through {@link dev.stsbroker.sandbox.oss.signature.KeyDirectory}. Never
 * opens a socket, never reads a clock, never allows what it does not understand.
 */
@NullMarked
package dev.stsbroker.sandbox.oss;

import org.jspecify.annotations.NullMarked;
