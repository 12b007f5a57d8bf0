package dev.stsbroker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.SlowestTests.Timed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowestTestsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void time_isTheSumOfAllTests_whateverTheSuiteSays() throws Exception {
    Files.writeString(
        folder.resolve("TEST-a.B.xml"),
        """
        <testsuite name="a.B" time="0.5" tests="3">
          <testcase name="one" classname="a.B" time="1,001.5"/>
          <testcase name="two &gt; time=&quot;7&quot;" classname="a.B" time="0.25">
            <system-out><![CDATA[<testcase]]></system-out>
          </testcase>
          <testcase name="three" classname="a.B" time="2"/>
        </testsuite>
        """);
    Files.writeString(folder.resolve("a.B.txt"), "<testcase time=\"9\"/>");
    assertThat(SlowestTests.timesIn(folder)).containsExactly(new Timed("a.B", 1003.75, 3));
    assertThat(SlowestTests.timesIn(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void table_hasTheTenSlowest_andTheSumOfAll() {
    List<Timed> twelve = IntStream.range(0, 12).mapToObj(i -> new Timed("T" + i, i, 1)).toList();
    assertThat(SlowestTests.table(twelve).lines())
        .hasSize(13)
        .contains("| 11.0 | 1 | T11 |", "| 2.0 | 1 | T2 |", "| 66.0 | 12 | all 12 classes |")
        .doesNotContain("| 1.0 | 1 | T1 |");
  }
}
