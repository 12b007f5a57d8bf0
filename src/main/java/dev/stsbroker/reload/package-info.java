/**
 * Rotation without a restart: notices changed files, reads them completely, and has one change made
 * at a time.
 *
 * <p>Imports {@code config}, {@code event}, {@code plan} and {@code time}. Never changes the broker
 * itself: that is what {@link dev.stsbroker.reload.Target} is for.
 */
@NullMarked
package dev.stsbroker.reload;

import org.jspecify.annotations.NullMarked;
