package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.Connections;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPlanTest {
  private static final long MIB = 1 << 20;

  @Property
  void plan_fitsHalfOfTheHeap_andTheDescriptors(
      @ForAll @LongRange(min = 16, max = 8192) long mebibytes,
      @ForAll @LongRange(min = 200, max = 1_000_000) long descriptors) {
    MemoryPlan plan = MemoryPlan.of(mebibytes * MIB, descriptors);
    long bytes =
        (long) plan.sessions() * MemoryPlan.SESSION_BYTES
            + (long) plan.jobConnections() * Connections.WORST_BYTES;
    assertThat(bytes).isLessThanOrEqualTo(mebibytes * MIB / 2);
    assertThat(plan.jobConnections() + plan.adminConnections()).isLessThan((int) descriptors);
    assertThat(plan.adminConnections()).isPositive();
    assertThat(plan.jobConnections()).isPositive();
  }

  @Test
  void plan_ofTheDefaultHeap() {
    assertThat(MemoryPlan.of(64 * MIB, 1_048_576)).isEqualTo(new MemoryPlan(2340, 341, 85));
    assertThat(MemoryPlan.of(64 * MIB, 256)).isEqualTo(new MemoryPlan(2340, 96, 32));
  }

  @Test
  void descriptors_areTheSoftLimit(@TempDir Path folder) throws Exception {
    Path limits = folder.resolve("limits");
    Files.writeString(
        limits,
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max cpu time              unlimited            unlimited            seconds
        Max open files            1024                 524288               files
        """);
    assertThat(MemoryPlan.descriptors(limits)).isEqualTo(1024);
    Files.writeString(limits, "Max open files            unlimited   unlimited   files\n");
    assertThat(MemoryPlan.descriptors(limits)).isEqualTo(Long.MAX_VALUE);
    assertThat(MemoryPlan.descriptors(folder.resolve("none"))).isEqualTo(Long.MAX_VALUE);
  }
}
