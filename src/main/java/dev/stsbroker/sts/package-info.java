/**
 * The gateway to Alibaba Cloud STS: calls it, parses its answers, and classifies its refusals.
 *
 * <p>The one room that imports the vendor SDK, in one class. Never retries, never caches, never
 * lets an SDK exception or a signed URL out.
 */
@NullMarked
package dev.stsbroker.sts;

import org.jspecify.annotations.NullMarked;
