/**
 * Wiring: the only place where adapters are made, and how the whole starts and stops.
 *
 * <p>Imports everything but {@code cli} and {@code sandbox}. Never decides anything a room below
 * could.
 */
@NullMarked
package dev.stsbroker.app;

import org.jspecify.annotations.NullMarked;
