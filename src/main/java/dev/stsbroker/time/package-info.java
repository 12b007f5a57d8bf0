/**
 * What time it is and "call me later", as arguments: nothing else in the broker reads a clock.
 *
 * <p>Imports the JDK alone. Never starts a thread.
 */
@NullMarked
package dev.stsbroker.time;

import org.jspecify.annotations.NullMarked;
