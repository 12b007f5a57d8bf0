/**
 * Admission of a request to the sandbox's OSS: its operation, and whether its session's policies
 * allow it.
 *
 * <p>Never changes the store.
 */
@NullMarked
package dev.stsbroker.sandbox.oss.admission;

import org.jspecify.annotations.NullMarked;
