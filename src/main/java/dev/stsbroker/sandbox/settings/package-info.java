/**
 * The {@code sandbox} section of a configuration: read whole, or refused with all of its problems.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.settings.SandboxSettings}. Never opens a file or a
 * port.
 */
@NullMarked
package dev.stsbroker.sandbox.settings;

import org.jspecify.annotations.NullMarked;
