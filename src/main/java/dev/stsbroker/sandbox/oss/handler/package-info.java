/**
 * The operations of the sandbox's OSS, one class for those that belong together: objects, buckets,
 * lists, multipart and form uploads, settings.
 *
 * <p>Never decides whether a caller may do something.
 */
@NullMarked
package dev.stsbroker.sandbox.oss.handler;

import org.jspecify.annotations.NullMarked;
