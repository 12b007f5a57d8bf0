package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.JsonSyntax;
import dev.stsbroker.config.text.YamlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A configuration with one character wrong, wherever and whichever: read, or told of in a line. */
class OneCharacterTest {
  private static final String CHARACTERS = "{]:\"'-\t\n*! ,\\";

  private static final String YAML =
      """
      listen: [127.0.0.1:7070, "[::1]:7070"]
      sts: { endpoint: "https://bob:hunter2@sts.example.com" }
      identities:
        default:
          type: accessKey
          id: LTAI5tExample
          secret: hunter2
          securityToken: "hunter2"
      profiles:
        reader:
          roleArn: acs:ram::1234567890123456:role/r
          parameters: { job: "[a-z]{1,9}" }
      """;

  private static final String JSON =
      """
      {"listen": ["127.0.0.1:7070"],
       "identities": {"default": {"type": "accessKey", "id": "LTAI5t", "secret": "hunter2"}},
       "profiles": {"reader": {"duration": "1h", "prefetch": true, "x": [1, null]}}}
      """;

  @Test
  void yaml_isReadOrRefused_inOneLineWithItsPlace() {
    List<String> refusals = refusals(YAML, YamlSyntax::read);
    assertThat(refusals).hasSizeGreaterThan(500);
    assertThat(refusals).filteredOn(message -> !isTold(message)).isEmpty();
  }

  @Test
  void json_isReadOrRefused_inOneLineWithItsPlace() {
    List<String> refusals = refusals(JSON, JsonSyntax::read);
    assertThat(refusals).hasSizeGreaterThan(500);
    assertThat(refusals).filteredOn(message -> !isTold(message)).isEmpty();
  }

  private static boolean isTold(String message) {
    return message.matches("f:[1-9][0-9]*: .+") && !message.contains("hunter2");
  }

  private static List<String> refusals(String text, BiConsumer<String, String> reader) {
    List<String> refusals = new ArrayList<>();
    for (int at = 0; at <= text.length(); at += 2) {
      String before = text.substring(0, at);
      read(before, reader, refusals);
      for (int i = 0; i < CHARACTERS.length(); i++) {
        read(before + CHARACTERS.charAt(i) + text.substring(at), reader, refusals);
      }
    }
    return refusals;
  }

  private static void read(String text, BiConsumer<String, String> reader, List<String> refusals) {
    try {
      reader.accept("f", text);
    } catch (ConfigException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
  }
}
