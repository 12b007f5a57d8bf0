/**
 * The requests of fetch, wait and exec to a running broker: its address, one bounded request, the
 * answer.
 *
 * <p>Knows the JDK alone and no command.
 */
@NullMarked
package dev.stsbroker.cli.client.request;

import org.jspecify.annotations.NullMarked;
