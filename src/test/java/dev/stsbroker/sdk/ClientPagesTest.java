package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about clients say what a broker really has. */
class ClientPagesTest {
  private static final Path FOLDER = Path.of("src/docs/clients");
  private static final Path TESTS = Path.of("src/test/java/dev/stsbroker/sdk");
  private static final Pattern LINK = Pattern.compile("\\]\\(([a-z0-9-]+)\\.md\\)");
  private static final Pattern URL =
      Pattern.compile("(?:http://127\\.0\\.0\\.1:7070|…)(/[^\\s\"'`)\\\\]*)");
  private static final Pattern COMMAND =
      Pattern.compile("sts-broker fetch <profile> --format ([a-z]+)");

  /** How a page says whether its client was run. */
  private static final Pattern RUN =
      Pattern.compile("by this project's tests|by hand|[Nn]ot run|tried with|Run from its source");

  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");

  /** Where a client puts the rest of the metadata's path itself. */
  private static final String BASE = "/profile/reader";

  @Test
  void index_namesEveryPage_andNoOther() throws IOException {
    Set<String> linked = new TreeSet<>(found(LINK, Files.readString(FOLDER.resolve("README.md"))));
    assertThat(linked).isEqualTo(pages()).hasSizeGreaterThan(15);
    for (String page : pages()) {
      assertThat(pages()).as("links of " + page).containsAll(found(LINK, text(page)));
    }
    assertThat(Files.readString(Path.of("README.md"))).contains("(src/docs/clients/README.md)");
  }

  @Test
  void pages_areAllMadeAlike() throws IOException {
    for (String page : pages()) {
      assertThat(text(page).lines().filter(line -> line.startsWith("## ")))
          .as(page)
          .containsExactly("## Set", "## Between its fetches", "## Traps");
    }
  }

  @Test
  void pages_sayWhetherTheirClientWasRun_andByWhichTest() throws IOException {
    for (String page : pages()) {
      String head = text(page).substring(0, text(page).indexOf("## Set"));
      assertThat(RUN.matcher(head).find()).as(page).isTrue();
      assertThat(found(TEST, head))
          .as(page)
          .allMatch(test -> Files.exists(TESTS.resolve(test + ".java")));
    }
  }

  @Test
  void addresses_areServed() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      for (String page : pages()) {
        List<String> paths = found(URL, text(page));
        List<String> formats = found(COMMAND, text(page));
        assertThat(paths.size() + formats.size()).as(page + " shows a way").isPositive();
        assertThat(List.of("aliyun", "oss", "aws", "env")).as(page).containsAll(formats);
        for (String path : paths) {
          assertServed(broker, page, path.replace("<profile>", "reader"));
        }
      }
    }
  }

  @Test
  void brokersOwnPage_namesItsOwnAddresses_andTheyAreServed() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String page = broker.get("/").body();
      String own = broker.url("").toString();
      List<String> paths = found(URL, page.replace(own, "http://127.0.0.1:7070"));
      assertThat(paths).contains("/credentials/<profile>", "/aws/<profile>", "/auth/<profile>");
      for (String path : paths) {
        assertServed(broker, "GET /", path.replace("<profile>", "reader"));
      }
    }
  }

  private static void assertServed(TestingBroker broker, String page, String path)
      throws Exception {
    String rest = path.equals(BASE) ? "/latest/meta-data/ram/security-credentials/reader" : "";
    assertThat(broker.get(path + rest).statusCode()).as(page + ": " + path).isEqualTo(200);
  }

  private static Set<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".md", ""))
          .filter(name -> !name.equals("README"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String text(String page) throws IOException {
    return Files.readString(FOLDER.resolve(page + ".md"));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }
}
