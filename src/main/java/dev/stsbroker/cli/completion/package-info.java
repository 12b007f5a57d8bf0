/** Scripts that complete the commands in shells, made of the commands as picocli knows them. */
@NullMarked
package dev.stsbroker.cli.completion;

import org.jspecify.annotations.NullMarked;
