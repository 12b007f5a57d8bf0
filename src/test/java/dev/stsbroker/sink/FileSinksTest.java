package dev.stsbroker.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.sink.FileSinks.Blocking;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When files are written: on time moved by hand, with everything that blocks held until it is let
 * run.
 */
class FileSinksTest {
  @TempDir(factory = MemoryFolder.class)
  private Path temporary = Path.of("");

  private Path folder = Path.of("");
  private final Work work = new Work();
  private final Told told = new Told();
  private final ManualTime time = new ManualTime(Sessions.ISSUED, Runnable::run);
  private final FileSinks sinks = new FileSinks(work, time.timing(1), told);

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("run"));
  }

  @Test
  void nothingIsWritten_byTheCallerItself() {
    keep(file("a", false));
    publish(1);
    assertThat(path("a")).doesNotExist();
    assertThat(state()).isEqualTo("writing");
    work.run();
    assertThat(path("a")).content().contains("STS.N1");
    assertThat(state()).isEqualTo("written");
    assertThat(told.lines).containsExactly("written a");
  }

  @Test
  void file_waits_untilThereAreCredentials_andIgnoresOtherProfiles() {
    keep(file("a", false));
    sinks.publish("writer", Sessions.number(1));
    work.run();
    assertThat(state()).isEqualTo("waiting");
    assertThat(path("a")).doesNotExist();
  }

  @Test
  void newestAlone_isWritten_whenSeveralComeDuringAWrite() {
    keep(file("a", false));
    publish(1);
    publish(2);
    publish(3);
    work.run();
    assertThat(told.lines).containsExactly("written a", "written a");
    assertThat(path("a")).content().contains("STS.N3");
  }

  @Test
  void file_isWrittenAtOnce_whenItIsAddedToALiveProfile() {
    sinks.configure(List.of(file("a", false)), profile -> Sessions.number(4));
    work.run();
    assertThat(path("a")).content().contains("STS.N4");
  }

  @Test
  void nothingIsWritten_afterTheClosing_byAReloadThatWasUnderWay() {
    SinkSettings kept = file("a", true);
    sinks.configure(List.of(kept), profile -> Sessions.number(4));
    work.run();
    Future<Void> closed = sinks.close();
    work.run();
    assertThat(closed.succeeded()).isTrue();
    sinks.configure(List.of(kept), profile -> Sessions.number(4));
    work.run();
    assertThat(path("a")).doesNotExist();
    assertThat(told.lines).containsExactly("written a");
  }

  @Test
  void vanishedFolder_isTold_triedAgainMoreAndMoreSeldom_andRecovered() throws Exception {
    keep(file("a", false));
    Files.delete(folder);
    publish(1);
    work.run();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pauses.add(time.nextDelay().toSeconds());
      time.advance(time.nextDelay());
      work.run();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(told.lines).hasSize(9).containsOnly("not written a: vanished");
    assertThat(sinks.statuses().get(0).failure()).isEqualTo("its folder is not there");
    assertThat(state()).isEqualTo("failing");
    Files.createDirectory(folder);
    time.advance(Duration.ofSeconds(60));
    work.run();
    assertThat(path("a")).content().contains("STS.N1");
    assertThat(state()).isEqualTo("written");
    assertThat(told.lines).last().isEqualTo("written a");
  }

  @Test
  void folderReplacedByAFile_isTold_andRecovered() throws Exception {
    keep(file("a", false));
    Files.delete(folder);
    Files.createFile(folder);
    publish(1);
    work.run();
    assertThat(told.lines).containsExactly("not written a: vanished");
    Files.delete(folder);
    Files.createDirectory(folder);
    time.advance(Duration.ofSeconds(1));
    work.run();
    assertThat(told.lines).containsExactly("not written a: vanished", "written a");
  }

  @Test
  void newCredentials_areTriedAtOnce_duringAPause() throws Exception {
    keep(file("a", false));
    Files.createDirectory(path("a"));
    publish(1);
    work.run();
    Files.delete(path("a"));
    publish(2);
    work.run();
    assertThat(told.lines).containsExactly("not written a: foreign", "written a");
    assertThat(path("a")).content().contains("STS.N2");
    assertThat(time.armed()).isEqualTo(1);
  }

  @Test
  void formerProfilesCredentials_areNotWritten_onceTheFileIsAnothers() throws Exception {
    keep(file("a", false));
    Files.delete(folder);
    publish(1);
    work.run();
    keep(new SinkSettings("writer", SinkFormat.OSS, path("a"), false));
    Files.createDirectory(folder);
    time.advance(Duration.ofMinutes(5));
    work.run();
    assertThat(path("a")).doesNotExist();
    sinks.publish("writer", Sessions.number(2));
    work.run();
    assertThat(path("a")).content().contains("STS.N2");
  }

  @Test
  void otherFiles_areWritten_whileOneFails() throws Exception {
    Files.createDirectory(path("a"));
    keep(file("a", false), file("b", false));
    publish(1);
    work.run();
    assertThat(told.lines).containsExactly("not written a: foreign", "written b");
  }

  @Test
  void removedFile_isWrittenAgain_whenItIsLookedFor() throws Exception {
    keep(file("a", false));
    publish(1);
    work.run();
    time.advance(Duration.ofSeconds(30));
    work.run();
    assertThat(told.lines).hasSize(1);
    Files.delete(path("a"));
    time.advance(Duration.ofSeconds(30));
    work.run();
    assertThat(path("a")).content().contains("STS.N1");
  }

  @Test
  void fileNoLongerConfigured_isLeft_orRemovedWhereItWasToBe() {
    keep(file("a", false), file("b", true));
    publish(1);
    work.run();
    keep();
    work.run();
    assertThat(path("a")).exists();
    assertThat(path("b")).doesNotExist();
    assertThat(sinks.statuses()).isEmpty();
    publish(2);
    work.run();
    assertThat(path("a")).content().contains("STS.N1");
  }

  @Test
  void unchangedFile_isNotWrittenAgain_whenOthersAreConfigured() {
    keep(file("a", false));
    publish(1);
    work.run();
    sinks.configure(List.of(file("a", false), file("b", false)), profile -> Sessions.number(1));
    work.run();
    assertThat(told.lines).containsExactly("written a", "written b");
  }

  @Test
  void format_changesInPlace_alsoDuringAWrite() {
    keep(file("a", false));
    publish(1);
    SinkSettings env = new SinkSettings("reader", SinkFormat.ENV, path("a"), false);
    sinks.configure(List.of(env), profile -> Sessions.number(1));
    work.run();
    assertThat(path("a")).content().contains("ALIBABA_CLOUD_ACCESS_KEY_ID=STS.N1");
  }

  @Test
  void close_endsWhatIsUnderWay_thenRemovesWhatIsToBeRemoved() {
    keep(file("a", false), file("b", true));
    publish(1);
    Future<Void> closed = sinks.close();
    assertThat(closed.isComplete()).isFalse();
    work.run();
    assertThat(closed.succeeded()).isTrue();
    assertThat(path("a")).content().contains("STS.N1");
    assertThat(path("b")).doesNotExist();
    assertThat(time.armed()).isZero();
  }

  @Test
  void close_doesNotWaitForAFileSystemThatHangs() {
    keep(file("a", true));
    publish(1);
    Future<Void> closed = sinks.close();
    time.advance(Duration.ofSeconds(5));
    assertThat(closed.succeeded()).isTrue();
  }

  @Test
  void status_saysWhatIsThere() {
    keep(file("a", false));
    publish(1);
    work.run();
    SinkStatus status = sinks.statuses().get(0);
    assertThat(status)
        .isEqualTo(
            new SinkStatus(
                "reader",
                "oss",
                path("a").toString(),
                "written",
                time.instant(),
                Sessions.number(1).expiresAt(),
                0,
                null));
  }

  private void keep(SinkSettings... files) {
    sinks.configure(List.of(files), profile -> null);
  }

  private void publish(int number) {
    SessionCredentials credentials = Sessions.number(number);
    sinks.publish("reader", credentials);
  }

  private SinkSettings file(String name, boolean removeOnStop) {
    return new SinkSettings("reader", SinkFormat.OSS, path(name), removeOnStop);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private String state() {
    return sinks.statuses().get(0).state();
  }

  /** Work that waits for {@link #run()}. */
  private static final class Work implements Blocking {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public Future<Boolean> run(Callable<Boolean> work) {
      Promise<Boolean> outcome = Promise.promise();
      waiting.add(
          () -> {
            try {
              outcome.complete(work.call());
            } catch (Exception e) {
              outcome.fail(e);
            }
          });
      return outcome.future();
    }

    /** Runs what waits, and what comes of it. */
    void run() {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    }
  }

  /** What was told, a line each. */
  private static final class Told implements BrokerEvents {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void fileWritten(String profile, String path) {
      lines.add("written " + Path.of(path).getFileName());
    }

    @Override
    public void fileNotWritten(String profile, String path, String cause, String why) {
      lines.add("not written " + Path.of(path).getFileName() + ": " + cause);
    }
  }
}
