package dev.stsbroker.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.telemetry.Telemetry;
import dev.stsbroker.telemetry.Telemetry.SessionReading;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code src/docs/metrics.md} has every metric that {@code /metrics} has, and no other. */
class MetricsPageTest {
  private static final Path PAGE = Pages.FOLDER.resolve("metrics.md");
  private static final String WORD = "reader";
  private static final Map<Class<?>, Object> KNOWN =
      Map.of(
          String.class,
          WORD,
          int.class,
          1,
          long.class,
          1L,
          Long.class,
          1L,
          double.class,
          1.0,
          boolean.class,
          true,
          Duration.class,
          Duration.ofMinutes(1),
          Instant.class,
          Instant.EPOCH,
          CredentialException.class,
          CredentialException.of(FailureKind.REFUSED, WORD, WORD));
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(sts_broker_\\w+)` \\| (\\w+) \\| ([a-z_, ]*)\\| [^|]+ \\|$");
  private static final Pattern GROUP = Pattern.compile("`((?:jvm|process|system)_[a-z_*]+)`");

  @Test
  void metricsOfTheBroker_areThoseOfThePage() throws Exception {
    Map<String, String> shown = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      shown.put(row.group(1), row.group(2) + " " + row.group(3).strip());
    }
    String scraped = scrape();
    Map<String, String> exported = new TreeMap<>();
    families(scraped)
        .filter(family -> family.group(1).startsWith("sts_broker_"))
        .forEach(
            family ->
                exported.put(
                    family.group(1), family.group(2) + " " + labels(scraped, family.group(1))));
    assertThat(shown).isEqualTo(exported).hasSizeGreaterThan(20);
  }

  @Test
  void metricsOfTheProcess_areInTheGroupsOfThePage() throws Exception {
    Set<String> groups =
        GROUP
            .matcher(Files.readString(PAGE))
            .results()
            .map(group -> group.group(1))
            .collect(toCollection(TreeSet::new));
    Set<String> used = new TreeSet<>();
    families(scrape())
        .map(family -> family.group(1))
        .filter(name -> !name.startsWith("sts_broker_"))
        .forEach(
            name -> {
              List<String> of =
                  groups.stream().filter(group -> name.matches(group.replace("*", ".*"))).toList();
              assertThat(of).as(name).hasSize(1);
              used.addAll(of);
            });
    assertThat(used).isEqualTo(groups);
  }

  private static Stream<MatchResult> families(String scraped) {
    return TYPE.matcher(scraped).results();
  }

  /** The labels of a family, but for those of its own type. */
  private static String labels(String scraped, String family) {
    Set<String> labels = new TreeSet<>();
    scraped
        .lines()
        .filter(line -> line.matches(family + "(_bucket|_count|_sum)?(\\{.*|\\s.*)"))
        .flatMap(line -> LABEL.matcher(line).results())
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .forEach(labels::add);
    return String.join(", ", labels);
  }

  /** What a broker exports to which everything happened that can be told. */
  private static String scrape() throws ReflectiveOperationException {
    try (Telemetry telemetry = new Telemetry("test", System::nanoTime)) {
      for (Method event : BrokerEvents.class.getMethods()) {
        if (!Modifier.isStatic(event.getModifiers())) {
          event.invoke(telemetry.events(), values(event.getGenericParameterTypes()));
        }
      }
      return telemetry.scrape(
          Telemetry.TEXT_FORMAT,
          List.of((SessionReading) value(SessionReading.class)),
          List.of((IdentityState) value(IdentityState.class)));
    }
  }

  private static Object[] values(Type... types) throws ReflectiveOperationException {
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = value(types[i]);
    }
    return values;
  }

  /** Some value of the type: what is in a collection is one such value, and so is each part. */
  private static Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType collection) {
      Object[] within = values(collection.getActualTypeArguments());
      return switch (collection.getRawType().getTypeName()) {
        case "java.util.List" -> List.of(within);
        case "java.util.Set" -> Set.of(within);
        default -> Map.of(within[0], within[1]);
      };
    }
    Class<?> plain = (Class<?>) type;
    Object known = KNOWN.get(plain);
    if (known != null) {
      return known;
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    RecordComponent[] parts = plain.getRecordComponents();
    Object[] values =
        values(Stream.of(parts).map(RecordComponent::getGenericType).toArray(Type[]::new));
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return plain.getDeclaredConstructor(types).newInstance(values);
  }
}
