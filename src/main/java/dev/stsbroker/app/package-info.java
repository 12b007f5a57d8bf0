/**
 * Wiring: the only place where adapters are made; the start and the stop of the broker.
 *
 * <p>Imports everything but {@code cli} and {@code sandbox}. Never decides anything that a room
 * below could decide.
 */
@NullMarked
package dev.stsbroker.app;

import org.jspecify.annotations.NullMarked;
