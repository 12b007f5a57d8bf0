/**
 * Text from elsewhere: bytes of files to text, which characters may be shown, the known word that
 * was meant, and a logger whose every event is one line of bounded length.
 *
 * <p>Imports no room. Knows nothing of what a text means.
 */
@NullMarked
package dev.stsbroker.text;

import org.jspecify.annotations.NullMarked;
