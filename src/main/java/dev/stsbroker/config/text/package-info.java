/**
 * The text of a configuration file: its values, where each is written, and what is wrong with it as
 * YAML or JSON.
 *
 * <p>Begin with {@link dev.stsbroker.config.text.ConfigText}. Never decides what a setting means;
 * never shows the value of a setting that may be a secret.
 */
@NullMarked
package dev.stsbroker.config.text;

import org.jspecify.annotations.NullMarked;
