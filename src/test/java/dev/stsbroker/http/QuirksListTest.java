package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.contract.ContractAnswerTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which test shows which habit of real clients; prints it, so that none is left out unseen. */
class QuirksListTest {
  private static final String PREFIX = "quirk-";

  /** In the numbers' order. */
  private static final List<String> QUIRKS =
      List.of(
          "request lines: bare ?, //, Ram, trailing slash, absolute form; no line end in bodies",
          "requests: no length, no agent, odd Accept, Host without port, 100-continue, HEAD",
          "body: flat, strings only, nothing escaped, ossfs's commas, no option of ali-oss",
          "framing: Content-Length, never chunked, never compressed, no redirect",
          "header names in canonical case, types without quotes, plain text for token and role",
          "connections: kept, told for how long, left behind by the hundred",
          "timing: an answer while STS hangs",
          "retries that hit at once: never 429",
          "never an empty body: always an object",
          "failures that no client can take for credentials",
          "ossfs: no comma in an address, any answer to the token's request will do",
          "clients that log secrets: a logged metadata token opens nothing");

  private static final List<Class<?>> TESTS =
      List.of(
          RequestQuirksTest.class,
          AnswerQuirksTest.class,
          RawRequestTest.class,
          RequestBoundsTest.class,
          MetadataRequestTest.class,
          CredentialAnswerTest.class,
          ContractAnswerTest.class,
          ConnectionReuseTest.class,
          StsFailureAnswerTest.class);

  @Test
  void quirk_hasATest_whateverItsNumber() {
    Map<Integer, List<String>> shown = new TreeMap<>();
    for (int number = 1; number <= QUIRKS.size(); number++) {
      String tag = PREFIX + number;
      shown.put(number, methods().filter(one -> has(one, tag)).map(QuirksListTest::name).toList());
    }

    shown.forEach(
        (number, names) ->
            System.out.printf(
                "quirk %d, %s%n%s%n", number, QUIRKS.get(number - 1), indented(names)));
    assertThat(shown).allSatisfy((number, names) -> assertThat(names).isNotEmpty());
  }

  @Test
  void tag_isOfAKnownQuirk_whereverItStands() {
    assertThat(methods().flatMap(QuirksListTest::tags))
        .filteredOn(tag -> tag.startsWith(PREFIX))
        .allMatch(tag -> Integer.parseInt(tag.substring(PREFIX.length())) <= QUIRKS.size());
  }

  private static Stream<Method> methods() {
    return TESTS.stream().flatMap(one -> Arrays.stream(one.getDeclaredMethods()));
  }

  private static boolean has(Method method, String tag) {
    return tags(method).anyMatch(tag::equals);
  }

  private static Stream<String> tags(Method method) {
    return Arrays.stream(method.getAnnotationsByType(Tag.class)).map(Tag::value);
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private static String indented(List<String> names) {
    return names.stream().sorted().map(name -> "  " + name).collect(Collectors.joining("\n"));
  }
}
