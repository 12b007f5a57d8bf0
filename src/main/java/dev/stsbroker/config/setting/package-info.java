/**
 * One setting of a configuration: what the schema allows, what was meant instead, and its value by
 * type.
 *
 * <p>Begin with {@link dev.stsbroker.config.setting.Settings}. Imports {@code config.text}; knows
 * no section.
 */
@NullMarked
package dev.stsbroker.config.setting;

import org.jspecify.annotations.NullMarked;
