package dev.stsbroker.access.kernel;

import java.nio.ByteBuffer;

/**
 * The system calls on sockets that Java has no classes for. Every method returns at once, and a
 * negative error number of the system where a call fails. Buffers are direct ones; what is read or
 * written is what remains in them, and their positions stay. Not for several threads at a time.
 */
interface KernelCalls {
  /** Makes a socket (socket(2)) that no child inherits; returns its descriptor. */
  int socket(int family, int type, int protocol);

  /** Makes two unix sockets that are connected (socketpair(2)); puts both descriptors there. */
  int pair(ByteBuffer descriptors);

  /** Sends one message; returns its length. */
  int send(int socket, ByteBuffer message);

  /**
   * Takes one message that has come already; returns its length, which is beyond that of {@code
   * message} where it is cut.
   *
   * @param sender takes the address of who sent it
   */
  int receive(int socket, ByteBuffer message, ByteBuffer sender);

  /** Reads an option of {@code SOL_SOCKET} (getsockopt(2)); returns the length of its value. */
  int option(int socket, int option, ByteBuffer value);

  /** Returns 1 if there is something to read at {@code descriptor} (poll(2)), 0 if there is not. */
  int readable(int descriptor);

  /** Closes it. */
  int close(int descriptor);
}
