package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.server.SandboxMemory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SandboxMemoryTest {
  private static final long MIB = 1 << 20;
  private static final int SERVICES = 3;

  /** What all of it takes together at worst. */
  private static long bytes(SandboxMemory memory) {
    return memory.objectList()
        + (long) memory.sessions() * SandboxMemory.SESSION_BYTES
        + (long) memory.nonces() * SandboxMemory.NONCE_BYTES
        + (long) memory.contents() * SandboxMemory.CONTENT_BYTES
        + SERVICES
            * ((long) memory.calls() * SandboxMemory.CALL_BYTES
                + memory.text()
                + memory.unsent()
                + (long) memory.connections() * SandboxMemory.CONNECTION_BYTES);
  }

  /** The broker beside it plans with half of the heap, nine sixteenths of which it fills. */
  @Property
  void plan_fitsBesideABroker(@ForAll @LongRange(min = 32, max = 8192) long mebibytes) {
    long heap = mebibytes * MIB;
    SandboxMemory memory = SandboxMemory.of(heap);
    assertThat(bytes(memory) + heap / 2 / 16 * 9).isLessThanOrEqualTo(heap * 85 / 100);
    assertThat(memory.calls()).isPositive();
    assertThat(memory.nonces()).isPositive();
    assertThat(memory.sessions()).isPositive();
  }

  @Test
  void plan_ofTheDefaultHeap() {
    assertThat(SandboxMemory.of(64 * MIB))
        .isEqualTo(new SandboxMemory(4 * MIB, 341, 2048, 341, MIB, 16, MIB, 56));
  }
}
