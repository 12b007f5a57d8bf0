/**
 * Real clients, unmodified, against a running broker.
 *
 * <p>Imports the harness of {@code app}. Never knows how the broker works inside.
 */
@NullMarked
package dev.stsbroker.sdk;

import org.jspecify.annotations.NullMarked;
