package dev.stsbroker.sandbox.server;

/**
 * The bounds on what the emulated cloud keeps in memory, so that it fits into the heap beside a
 * broker in the same process. Contents of objects are in files and count nothing here.
 *
 * @param objectList bytes of memory for the list of objects and parts
 * @param sessions most sessions that are remembered
 * @param nonces most nonces that are remembered
 * @param calls most calls that each of the three services remembers
 * @param text bytes of documents and forms that are read at a time, for each service
 * @param contents most contents that are written at a time
 * @param unsent bytes of answers that clients of one service may leave unread
 * @param connections most connections to each service
 */
public record SandboxMemory(
    long objectList,
    int sessions,
    int nonces,
    int calls,
    long text,
    int contents,
    long unsent,
    int connections) {
  /** Bytes of heap: a session whose policy has 2,048 bytes; without one it takes 1.3 KB. */
  public static final int SESSION_BYTES = 12 * 1024;

  /** Bytes of heap of a nonce of 128 characters with its key, and of a call with its texts. */
  public static final int NONCE_BYTES = 512;

  public static final int CALL_BYTES = 1024;

  /** Bytes of heap of a content being written: what waits, a piece, and its copy. */
  public static final int CONTENT_BYTES = 256 * 1024;

  /** Bytes of heap of a connection: a head of 32 KiB; what came with it and waits. */
  public static final int CONNECTION_BYTES = 96 * 1024;

  private static final int MOST_SESSIONS = 50_000;
  private static final int MOST_NONCES = 100_000;
  private static final int MOST_CALLS = 10_000;
  private static final int MOST_CONNECTIONS = 1024;

  /**
   * The plan for a heap.
   *
   * @param heap bytes
   */
  public static SandboxMemory of(long heap) {
    return new SandboxMemory(
        heap / 16,
        (int) Math.min(MOST_SESSIONS, heap / 16 / SESSION_BYTES),
        (int) Math.min(MOST_NONCES, heap / 64 / NONCE_BYTES),
        (int) Math.min(MOST_CALLS, heap / 64 / 3 / CALL_BYTES),
        heap / 64,
        (int) Math.max(2, heap / 16 / CONTENT_BYTES),
        heap / 64,
        (int) Math.min(MOST_CONNECTIONS, Math.max(16, heap / 12 / CONNECTION_BYTES)));
  }

  /** The plan for this process. */
  public static SandboxMemory ofProcess() {
    return of(Runtime.getRuntime().maxMemory());
  }
}
