/**
 * The signatures that OSS and S3 clients send, in headers, queries and forms, and whose key made
 * them.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.oss.signature.OssAuthenticator}. Never takes a
 * signature of which it cannot say what it covers.
 */
@NullMarked
package dev.stsbroker.sandbox.oss.signature;

import org.jspecify.annotations.NullMarked;
