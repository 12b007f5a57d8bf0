package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigProblem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is misspelt in whichever line: the correction that is offered, put in, makes that
 * problem go away and brings no other.
 */
class CorrectionPropertyTest {
  private static final String GOOD =
      """
      listen:
        - 127.0.0.1:7070
        - 127.0.0.2:7070
      admin: 127.0.0.1:7071
      allowRemote: false
      allowedHosts:
        - broker.internal
      sts:
        region: cn-hangzhou
        network: vpc
        timeout: 5s
        callsPerSecond: 20
      identities:
        default:
          type: accessKeyFile
          file: key.json
        instance:
          type: ecsRamRole
          endpoint: http://100.100.100.200
      profiles:
        base:
          roleArn: acs:ram::1234567890123456:role/base
          identity: default
          duration: 1h
          policy:
            preset: oss-list-buckets
        reader:
          roleArn: acs:ram::1234567890123456:role/reader
          via: base
          sessionName: nightly
          sourceIdentity: etl
          prefetch: false
          idleAfter: 30m
          policy:
            preset: oss-read-only
            with:
              bucket: my-bucket
              prefix: reports/
        writer:
          roleArn: acs:ram::1234567890123456:role/writer
          policy:
            document:
              Version: "1"
              Statement:
                - Effect: Allow
                  Action: oss:PutObject
                  Resource: acs:oss:*:*:my-bucket/*
      defaultProfile: reader
      files:
        - profile: base
          format: aliyun-config
          path: kept.json
          region: cn-hangzhou
      """;

  private static final Pattern VALUE = Pattern.compile("^(\\s*(?:- )?(?:[A-Za-z]+: )?)(\\S+)$");
  private static final Pattern KEY = Pattern.compile("^(\\s*(?:- )?)([A-Za-z]+)(:.*)$");

  private static final int STEP = 4;
  private static final Vertx VERTX = VertxLifecycle.vertx();

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() throws Exception {
    VertxLifecycle.await(VERTX.close());
  }

  @BeforeEach
  void writeKey() throws IOException {
    String key = "{\"AccessKeyId\": \"LTAI5t\", \"AccessKeySecret\": \"s\"}";
    Path file = Files.writeString(folder.resolve("key.json"), key);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** How people get a line wrong, by what they did. */
  private static Map<String, UnaryOperator<String>> slips() {
    Map<String, UnaryOperator<String>> slips = new LinkedHashMap<>();
    slips.put("typographic quotes", value(text -> "\u201c" + text + "\u201d"));
    slips.put("one typographic quote", value(text -> text + "\u201d"));
    slips.put("single typographic quotes", value(text -> "\u2018" + text + "\u2019"));
    slips.put("no-break space behind", value(text -> text + "\u00a0"));
    slips.put("no-break space before", value(text -> "\u00a0" + text));
    slips.put("no width", value(text -> "\u200b" + text));
    slips.put("ideographic space", value(text -> text + "\u3000"));
    slips.put("capitals", value(text -> text.toUpperCase(java.util.Locale.ROOT)));
    slips.put("quotes", value(text -> "'" + text.replace("\"", "") + "'"));
    slips.put("an open quote", value(text -> "\"" + text));
    slips.put("a letter less", value(text -> text.substring(1)));
    slips.put("a letter more", value(text -> text + text.charAt(text.length() - 1)));
    slips.put("letters swapped", value(CorrectionPropertyTest::swapped));
    slips.put("a slash more", value(text -> text + "/"));
    slips.put("a star more", value(text -> text + "*"));
    slips.put("a comma more", value(text -> text + ","));
    slips.put("a number", value(text -> "7071"));
    slips.put("another number", value(text -> "3600"));
    slips.put("another line's name", value(text -> "base"));
    slips.put("key: capitals", key(text -> text.toUpperCase(java.util.Locale.ROOT)));
    slips.put("key: a letter less", key(text -> text.substring(1)));
    slips.put("key: letters swapped", key(CorrectionPropertyTest::swapped));
    slips.put("key: snake case", key(text -> text.replaceAll("([A-Z])", "_$1")));
    slips.put("key: no-break space", key(text -> text + "\u00a0"));
    slips.put("key: typographic quotes", key(text -> "\u201c" + text + "\u201d"));
    slips.put("equals sign", line -> line.replaceFirst(": ", " = "));
    slips.put("wide colon", line -> line.replaceFirst(": ", "\uff1a"));
    slips.put("no blank", line -> line.replaceFirst(": ", ":"));
    slips.put("no-break space as the blank", line -> line.replaceFirst(": ", ":\u00a0"));
    slips.put("tab", line -> line.replaceFirst("^  ", "\t"));
    slips.put("a blank more", line -> " " + line);
    slips.put("no-break spaces", line -> line.replaceFirst("^  ", "\u00a0\u00a0"));
    slips.put("twice", line -> line + "\n" + line);
    slips.put(
        "twice, misspelt", line -> line + "\n" + key(CorrectionPropertyTest::swapped).apply(line));
    return slips;
  }

  private static UnaryOperator<String> value(UnaryOperator<String> slip) {
    return line -> part(VALUE.matcher(line), slip, "");
  }

  private static UnaryOperator<String> key(UnaryOperator<String> slip) {
    return line -> {
      Matcher parts = KEY.matcher(line);
      return part(parts, slip, parts.matches() ? parts.group(3) : "");
    };
  }

  /** The matched line with another second part; unchanged if it does not match. */
  private static String part(Matcher parts, UnaryOperator<String> slip, String end) {
    return parts.matches() && !(end.isEmpty() && parts.group(2).endsWith(":"))
        ? parts.group(1) + slip.apply(parts.group(2)) + end
        : "";
  }

  private static String swapped(String text) {
    int at = text.length() / 2;
    return at == 0
        ? text + text
        : text.substring(0, at - 1)
            + text.charAt(at)
            + text.charAt(at - 1)
            + text.substring(at + 1);
  }

  @Test
  void correction_makesTheProblemGoAway_andBringsNoOther() throws Exception {
    assertThat(told(GOOD).stream().filter(line -> !line.contains("duration"))).isEmpty();
    List<String> good = told(GOOD);
    List<String> wrong = new ArrayList<>();
    int corrections = 0;
    List<String> lines = GOOD.lines().toList();
    int first = 0;
    for (Map.Entry<String, UnaryOperator<String>> slip : slips().entrySet()) {
      // Each slip in every fourth line: all of them took ten seconds.
      for (int i = first++ % STEP; i < lines.size(); i += STEP) {
        String slipped = slip.getValue().apply(lines.get(i));
        if (!slipped.isEmpty() && !slipped.equals(lines.get(i))) {
          List<String> changed = new ArrayList<>(lines);
          changed.set(i, slipped);
          corrections += tryAll(slip.getKey(), String.join("\n", changed) + "\n", good, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(corrections).isGreaterThan(120);
  }

  /** Puts in each correction by itself; how many there are. */
  private int tryAll(String slip, String text, List<String> good, List<String> wrong)
      throws Exception {
    List<String> before = told(text);
    int corrections = 0;
    for (String message : before) {
      if (message.contains(Correction.WRITE)) {
        corrections++;
        Correction correction = Correction.of(message);
        String mended = correction.applied(text).replace("<dir>", folder.toString());
        List<String> after = told(mended);
        if (mended.equals(text) || after.stream().anyMatch(correction::isOfTheSame)) {
          wrong.add(slip + ": does not help: " + message + "\n  after: " + after);
        }
        List<String> fresh = new ArrayList<>(places(after));
        fresh.removeAll(places(before));
        fresh.removeAll(places(good));
        if (!fresh.isEmpty()) {
          wrong.add(slip + ": brings " + fresh + ": " + message);
        }
      }
    }
    return corrections;
  }

  /** What is said, without lines, which move. */
  private static List<String> places(List<String> messages) {
    return messages.stream().map(line -> line.replaceFirst(":[0-9]+: ", ": ")).toList();
  }

  private List<String> told(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("broker.yaml"), text);
    try {
      return VertxLifecycle.await(ConfigFile.reader().load(VERTX, file)).warnings().stream()
          .map(this::shown)
          .toList();
    } catch (ConfigException e) {
      return e.problems().stream().map(ConfigProblem::toString).map(this::shown).toList();
    }
  }

  private String shown(String line) {
    return line.replace(folder + "/broker.yaml", "broker.yaml").replace(folder.toString(), "<dir>");
  }
}
