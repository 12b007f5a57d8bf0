/**
 * Clocks and timers as arguments: no other room reads a clock.
 *
 * <p>Imports the JDK alone. Never starts a thread.
 */
@NullMarked
package dev.stsbroker.time;

import org.jspecify.annotations.NullMarked;
