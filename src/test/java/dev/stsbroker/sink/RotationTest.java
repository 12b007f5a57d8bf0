package dev.stsbroker.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that look all the time, while every file is rotated a thousand times. */
class RotationTest {
  /** On a disk that has to be waited for, ten times fewer have to do. */
  private static final int ROTATIONS = MemoryFolder.available() ? 1000 : 100;

  private static final List<SinkFormat> FORMATS =
      List.of(SinkFormat.OSS, SinkFormat.ALIYUN_CONFIG, SinkFormat.ENV, SinkFormat.JINDO);
  private static final Pattern ID = Pattern.compile("STS\\.N(\\d+)");

  @TempDir(factory = MemoryFolder.class)
  private Path folder = Path.of("");

  @Test
  void reader_neverFindsAFileTornEmptyOrMissing_norAnOlderOne() throws Exception {
    Map<SinkFormat, Path> paths = new EnumMap<>(SinkFormat.class);
    List<SinkSettings> settings = new ArrayList<>();
    for (SinkFormat format : FORMATS) {
      Path path = folder.toRealPath().resolve(format.word());
      paths.put(format, path);
      settings.add(new SinkSettings("reader", format, path, false));
    }
    ManualTime time = new ManualTime(Sessions.ISSUED, Runnable::run);
    FileSinks sinks = new FileSinks(RotationTest::here, time.timing(1), BrokerEvents.NONE);
    sinks.configure(settings, profile -> null);
    sinks.publish("reader", Sessions.number(0));

    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Tally> reading = CompletableFuture.supplyAsync(() -> read(paths, over));
    for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
      sinks.publish("reader", Sessions.number(rotation));
    }
    over.set(true);
    Tally tally = reading.get(120, TimeUnit.SECONDS);

    System.out.printf(
        "%d rotations of %d files: %d reads, %d different contents, %d begun anew, torn or empty %s%n",
        ROTATIONS, paths.size(), tally.reads, tally.seen, tally.overtaken, tally.bad);
    assertThat(tally.bad).isEmpty();
    assertThat(tally.reads).isGreaterThanOrEqualTo(FORMATS.size());
    assertThat(sinks.statuses()).allMatch(file -> file.state().equals("written"));
  }

  private static Future<Boolean> here(Callable<Boolean> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private static Tally read(Map<SinkFormat, Path> paths, AtomicBoolean over) {
    Tally tally = new Tally();
    boolean last;
    do {
      // Once more when all is written, so that every file is read at least once.
      last = over.get();
      paths.forEach((format, path) -> tally.add(format, path));
    } while (!last);
    return tally;
  }

  /**
   * A folder was gone while its reader was in it: two others took its place meanwhile, which takes
   * half an hour where rotations are not forced.
   */
  private static final class OvertakenException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** What a reader found. */
  private static final class Tally {
    private final Map<SinkFormat, Integer> newest = new EnumMap<>(SinkFormat.class);
    private final Map<String, Integer> bad = new TreeMap<>();
    private int reads;
    private int seen;
    private int overtaken;

    void add(SinkFormat format, Path path) {
      reads++;
      try {
        Map<String, byte[]> files = contents(format, path);
        int number = number(files);
        if (!whole(format, files, number)) {
          bad.merge("torn " + format.word(), 1, Integer::sum);
        } else if (number < newest.getOrDefault(format, -1)) {
          bad.merge("older " + format.word(), 1, Integer::sum);
        }
        Integer before = newest.put(format, number);
        seen += before == null || before != number ? 1 : 0;
      } catch (OvertakenException e) {
        overtaken++;
      } catch (IOException e) {
        bad.merge(e.getClass().getSimpleName() + " " + format.word(), 1, Integer::sum);
      }
    }

    private static Map<String, byte[]> contents(SinkFormat format, Path path) throws IOException {
      if (!format.folder()) {
        return Map.of("", Files.readAllBytes(path));
      }
      Path entered = entered(path);
      Map<String, byte[]> files = new TreeMap<>();
      try {
        for (String name : List.of("SecurityToken", "AccessKeySecret", "AccessKeyId")) {
          files.put(name, Files.readAllBytes(entered.resolve(name)));
        }
        return files;
      } catch (NoSuchFileException e) {
        throw entered(path).equals(entered) ? e : new OvertakenException();
      }
    }

    private static Path entered(Path link) throws IOException {
      String before = Files.readSymbolicLink(link).toString();
      try {
        return link.toRealPath();
      } catch (NoSuchFileException e) {
        throw Files.readSymbolicLink(link).toString().equals(before) ? e : new OvertakenException();
      }
    }

    private static int number(Map<String, byte[]> files) {
      for (byte[] bytes : files.values()) {
        Matcher id = ID.matcher(new String(bytes, UTF_8));
        if (id.find()) {
          return Integer.parseInt(id.group(1));
        }
      }
      return -1;
    }

    private static boolean whole(SinkFormat format, Map<String, byte[]> files, int number)
        throws IOException {
      SinkText text = new SinkText(Sessions.number(number));
      Map<String, byte[]> expected =
          format.folder() ? text.folder() : Map.of("", text.file(format));
      return expected.entrySet().stream()
          .allMatch(file -> Arrays.equals(file.getValue(), files.get(file.getKey())));
    }
  }
}
