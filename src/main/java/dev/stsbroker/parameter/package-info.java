/**
 * Parameters: values that jobs supply in their requests, the patterns they have to match, and the
 * texts they are filled into.
 *
 * <p>Imports nothing of the broker. Never decides what a value is used for, and never accepts one
 * that could have a special meaning where it is filled in.
 */
@NullMarked
package dev.stsbroker.parameter;

import org.jspecify.annotations.NullMarked;
