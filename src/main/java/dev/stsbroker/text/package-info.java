/**
 * Text from elsewhere, fit to be shown: which characters may be, and a logger whose every event is
 * one line of bounded length.
 *
 * <p>Imports no room. Knows nothing of what a text means.
 */
@NullMarked
package dev.stsbroker.text;

import org.jspecify.annotations.NullMarked;
