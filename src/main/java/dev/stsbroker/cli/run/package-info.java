/**
 * What commands that run something have in common: which configuration, the process's signals and
 * end, exit codes, the version.
 *
 * <p>Knows no command.
 */
@NullMarked
package dev.stsbroker.cli.run;

import org.jspecify.annotations.NullMarked;
