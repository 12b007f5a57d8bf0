/**
 * How fetch, wait and exec ask a running broker: its address, one bounded request, the answer.
 *
 * <p>Knows the JDK alone and no command.
 */
@NullMarked
package dev.stsbroker.cli.client.request;

import org.jspecify.annotations.NullMarked;
