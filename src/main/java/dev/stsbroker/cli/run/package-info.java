/**
 * The parts that commands share: the choice of a configuration, the process's signals and end, exit
 * codes, the version.
 *
 * <p>Knows no command.
 */
@NullMarked
package dev.stsbroker.cli.run;

import org.jspecify.annotations.NullMarked;
