/**
 * What is worth telling about the broker at work, as an interface with a no-op.
 *
 * <p>Imports {@code credential}. Never carries a secret: arguments are names, codes and times.
 */
@NullMarked
package dev.stsbroker.event;

import org.jspecify.annotations.NullMarked;
