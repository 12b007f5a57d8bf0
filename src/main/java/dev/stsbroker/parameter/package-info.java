/**
 * Values that jobs supply in their requests: what they may look like, and the texts they fill.
 *
 * <p>Imports nothing of the broker. Never decides what a value is used for, and never lets one
 * through that could mean more than itself where it is used.
 */
@NullMarked
package dev.stsbroker.parameter;

import org.jspecify.annotations.NullMarked;
