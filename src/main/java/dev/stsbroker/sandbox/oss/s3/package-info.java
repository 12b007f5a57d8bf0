/**
 * S3's dialect of OSS: payloads in signed chunks, checksums, and errors and listings in S3's form.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.oss.s3.S3Dialect}. Never decides whether a request is
 * allowed.
 */
@NullMarked
package dev.stsbroker.sandbox.oss.s3;

import org.jspecify.annotations.NullMarked;
