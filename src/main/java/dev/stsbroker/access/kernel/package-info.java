/** The user at the other end of a connection, by the word of the kernel. */
@NullMarked
package dev.stsbroker.access.kernel;

import org.jspecify.annotations.NullMarked;
