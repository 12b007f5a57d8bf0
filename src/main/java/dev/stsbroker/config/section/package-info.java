/**
 * The sections of a configuration, one class a section: values in, the settings record of a room
 * out.
 *
 * <p>Imports {@code config.setting}, {@code config.policy} and the settings records of other rooms.
 * Never reads the content of a key file.
 */
@NullMarked
package dev.stsbroker.config.section;

import org.jspecify.annotations.NullMarked;
