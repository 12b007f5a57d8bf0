/**
 * The short commands that ask a running broker: {@code fetch}, {@code wait}, {@code exec}.
 *
 * <p>They run once a credential, so they are made to start fast: sockets of the JDK, arguments read
 * by hand where they are as expected, and picocli only for help and mistakes. May import {@code
 * secret}, {@code text} and of {@code io} what knows the JDK alone. Must never load the server,
 * Vert.x, the vendor SDK or a JSON library.
 */
@NullMarked
package dev.stsbroker.cli.client;

import org.jspecify.annotations.NullMarked;
