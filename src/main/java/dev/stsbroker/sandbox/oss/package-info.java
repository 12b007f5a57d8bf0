/**
 * The embedded cloud's OSS: objects in files behind the signatures, tokens and policies that the
 * real one checks.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.oss.OssService}: a request in, an answer out. Imports
 * {@code credential}, {@code policy}, {@code secret} and {@code sandbox.signature}; who holds a key
 * it learns through {@link dev.stsbroker.sandbox.oss.KeyDirectory}. Never opens a socket, never
 * reads a clock, never writes outside its {@link dev.stsbroker.sandbox.oss.ObjectFolder}, never
 * allows what it does not understand.
 */
@NullMarked
package dev.stsbroker.sandbox.oss;

import org.jspecify.annotations.NullMarked;
