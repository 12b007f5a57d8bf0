package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes, members and files of this project that a page names in backquotes exist. */
class NamesInPagesTest {
  private static final String ROOT = "dev.stsbroker.";
  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java"), Path.of("src/test/java"), Path.of("src/test/clients"));
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");

  /** {@code room.Class}, {@code room.Class$Inner} or {@code room.Class.member}. */
  private static final Pattern QUALIFIED =
      Pattern.compile("((?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*(?:\\$\\w+)?)(?:\\.(\\w+))?");

  /** A class without its room, and perhaps a member of it. */
  private static final Pattern BARE = Pattern.compile("([A-Z]\\w+)(?:\\.(?:java|(\\w+)))?");

  private static final Pattern CAMEL = Pattern.compile("[A-Z]\\w*[a-z0-9][A-Z]\\w*");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT)");
  private static final Pattern FILE = Pattern.compile("(?:src|config|\\.ci|\\.github)/[\\w./-]+");

  /** What stands behind a question of the rationale: the place in the code that answers it. */
  private static final Pattern PLACE = Pattern.compile("(?m)^\\*\\*.*\\*\\* \\((.+)\\)$");

  /** Pages about the code, in which a bare class name is the project's own unless it is here. */
  private static final Set<String> ABOUT_CODE =
      Set.of("architecture.md", "contributing.md", "rationale.md");

  private static final Set<String> FOREIGN =
      Set.of(
          "ApacheHttpClient",
          "DefaultAcsClient",
          "InvalidSecret",
          "InvalidTimeStamp",
          "NotImplemented",
          "RequestId",
          "StringNotEquals");

  @TempDir private Path folder = Path.of("");

  @Test
  void names_areOfWhatIsThere() throws IOException {
    Map<String, String> classes = classes();
    List<String> wrong = new ArrayList<>();
    int named = 0;
    for (Path page : Pages.all()) {
      for (String span : spans(Files.readString(page))) {
        named += QUALIFIED.matcher(span).matches() ? 1 : 0;
        wrong.addAll(problems(page, span, classes));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(named).isGreaterThan(150);
  }

  @Test
  void placesOfTheRationale_areClassesRoomsOrFiles() throws IOException {
    List<String> wrong = new ArrayList<>();
    int places = 0;
    for (MatchResult place :
        PLACE.matcher(Files.readString(Pages.FOLDER.resolve("rationale.md"))).results().toList()) {
      for (String span : spans(place.group(1))) {
        places++;
        boolean room = isRoom(span);
        boolean file = Files.exists(Path.of(span));
        if (!room && !file && !QUALIFIED.matcher(span).matches()) {
          wrong.add(span);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(places).isGreaterThan(100);
  }

  @Test
  void namesOfWhatIsGone_areFound() throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("rationale.md"),
            """
            `lease.Lease` `lease.Lease.get` `sandbox.server.Intake$Bounds.WINDOW` `docs.NamesInPagesTest`
            `DefaultAcsClient` `ManualTime` `Rooms.java` `Crc64.combined` `src/test/chaos/run` `sts.timeout`
            `lease.Minter` `lease.Lease.reticulate` `broker.Lease` `SplineTest` `NoSuchThing` `Crc64.halved`
            `src/docs/nowhere.md`
            ```
            `lease.InAFence`
            ```
            """);
    List<String> wrong = new ArrayList<>();
    for (String span : spans(Files.readString(page))) {
      wrong.addAll(problems(page, span, classes()));
    }
    assertThat(wrong)
        .containsExactly(
            "rationale.md: lease.Minter: there is no such class",
            "rationale.md: lease.Lease.reticulate: the class has no such member",
            "rationale.md: broker.Lease: there is no such class (it is lease.Lease)",
            "rationale.md: SplineTest: there is no such class",
            "rationale.md: NoSuchThing: there is no such class",
            "rationale.md: Crc64.halved: the class has no such member",
            "rationale.md: src/docs/nowhere.md: there is no such file");
  }

  private static List<String> spans(String text) {
    return SPAN.matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map(span -> span.group(1))
        .toList();
  }

  private static List<String> problems(Path page, String span, Map<String, String> classes) {
    Matcher qualified = QUALIFIED.matcher(span);
    Matcher bare = BARE.matcher(span);
    String about = page.getFileName() + ": " + span + ": ";
    if (qualified.matches() && isRoom(span.substring(0, span.indexOf('.')))) {
      return problem(about, qualified.group(1), qualified.group(2), classes);
    }
    boolean ours = ABOUT_CODE.contains(String.valueOf(page.getFileName()));
    if (bare.matches() && (ours || TEST.matcher(span).matches())) {
      String name = bare.group(1);
      String found = classes.get(name);
      if (found != null) {
        return problem(about, found, bare.group(2), classes);
      }
      return CAMEL.matcher(name).matches() && !FOREIGN.contains(name)
          ? List.of(about + "there is no such class")
          : List.of();
    }
    if (FILE.matcher(span).matches() && !Files.exists(Path.of(span))) {
      return List.of(about + "there is no such file");
    }
    return List.of();
  }

  private static List<String> problem(
      String about, String name, @Nullable String member, Map<String, String> classes) {
    try {
      Class<?> type = Class.forName(ROOT + name, false, NamesInPagesTest.class.getClassLoader());
      return member == null || members(type).contains(member)
          ? List.of()
          : List.of(about + "the class has no such member");
    } catch (ClassNotFoundException e) {
      String elsewhere = classes.get(name.substring(name.lastIndexOf('.') + 1));
      return List.of(
          about
              + "there is no such class"
              + (elsewhere == null ? "" : " (it is " + elsewhere + ")"));
    }
  }

  private static Set<String> members(Class<?> type) {
    Set<String> members = new TreeSet<>();
    Arrays.stream(type.getDeclaredFields()).forEach(field -> members.add(field.getName()));
    Arrays.stream(type.getDeclaredMethods()).forEach(method -> members.add(method.getName()));
    Arrays.stream(type.getDeclaredClasses()).forEach(inner -> members.add(inner.getSimpleName()));
    return members;
  }

  private static boolean isRoom(String name) {
    return SOURCES.stream()
        .map(source -> source.resolve("dev/stsbroker/" + name.replace('.', '/')))
        .anyMatch(Files::isDirectory);
  }

  /** Names below the root by the class's own name; of several with one name, one. */
  private static Map<String, String> classes() throws IOException {
    Map<String, String> classes = new HashMap<>();
    for (Path source : SOURCES) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).sorted().toList()) {
          String name = source.relativize(file).toString().replace(".java", "").replace('/', '.');
          classes.put(
              name.substring(name.lastIndexOf('.') + 1),
              name.startsWith(ROOT) ? name.substring(ROOT.length()) : name);
        }
      }
    }
    return classes;
  }
}
