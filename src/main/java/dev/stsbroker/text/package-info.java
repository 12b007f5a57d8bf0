/**
 * Text from outside that is shown to people: which characters are safe, and a logger that writes
 * every event as one line of bounded length.
 *
 * <p>Imports no room. Knows nothing of what a text means.
 */
@NullMarked
package dev.stsbroker.text;

import org.jspecify.annotations.NullMarked;
