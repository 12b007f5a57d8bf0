package dev.stsbroker.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.section.MemoryPlan.Asked;
import dev.stsbroker.config.section.MemoryPlan.Means;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPlanTest {
  private static final long MIB = 1 << 20;

  private static MemoryPlan plan(long heap, long descriptors) {
    return MemoryPlan.of(new Means(heap, descriptors), Asked.NOTHING);
  }

  @Property
  void plan_fitsItsShareOfTheHeap_andTheDescriptors(
      @ForAll @LongRange(min = 16, max = 8192) long mebibytes,
      @ForAll @LongRange(min = 200, max = 1_000_000) long descriptors) {
    MemoryPlan plan = plan(mebibytes * MIB, descriptors);
    assertThat(plan.bytes()).isLessThanOrEqualTo(MemoryPlan.share(mebibytes * MIB));
    assertThat(plan.jobConnections() + plan.adminConnections()).isLessThan((int) descriptors);
    assertThat(plan.adminConnections()).isPositive();
    assertThat(plan.jobConnections()).isPositive();
    assertThat(plan.sessions()).isPositive();
  }

  @Test
  void plan_ofTheDefaultHeap() {
    assertThat(plan(64 * MIB, 1_048_576)).isEqualTo(new MemoryPlan(2340, 341, 85));
    assertThat(plan(64 * MIB, 256)).isEqualTo(new MemoryPlan(2340, 96, 32));
  }

  /** The heap that the launcher gives, less what Java keeps of it for its collector. */
  @Test
  void plan_leavesRoomForTheBrokerItself_inTheHeapTheLauncherGives() throws Exception {
    Matcher option =
        Pattern.compile("-Xmx(\\d+)m -Xss512k -XX:ReservedCodeCacheSize")
            .matcher(Files.readString(Path.of("src/main/sh/sts-broker")));
    assertThat(option.find()).isTrue();
    long heap = Long.parseLong(option.group(1)) * MIB * 29 / 30;
    long measured = 13_500_000;
    long reload = 12 * MIB;
    assertThat(plan(heap, 1_048_576).bytes() + measured + reload).isLessThan(heap);
  }

  @Property
  void plan_hasWhatIsAskedFor_butForDescriptors(
      @ForAll @LongRange(min = 16, max = 8192) long mebibytes,
      @ForAll @IntRange(min = 1, max = 1_000_000) int sessions,
      @ForAll @IntRange(min = 8, max = 100_000) int connections) {
    Asked asked = new Asked(sessions, connections);
    MemoryPlan plan = MemoryPlan.of(new Means(mebibytes * MIB, Long.MAX_VALUE), asked);
    assertThat(plan.sessions()).isEqualTo(sessions);
    assertThat(plan.jobConnections()).isEqualTo(connections);
    assertThat(MemoryPlan.of(new Means(mebibytes * MIB, 1024), asked).jobConnections())
        .isLessThan(1024);
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
