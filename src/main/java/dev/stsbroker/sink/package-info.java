/**
 * Credential files, for tools that read nothing else: each is replaced as a whole whenever its
 * profile has new credentials.
 *
 * <p>Start with {@link dev.stsbroker.sink.FileSinks}. Imports {@code credential}, {@code event},
 * {@code io}, {@code secret} and {@code time}. Never asks for credentials, never touches a file on
 * the event loop, never replaces a file that is not its own.
 */
@NullMarked
package dev.stsbroker.sink;

import org.jspecify.annotations.NullMarked;
