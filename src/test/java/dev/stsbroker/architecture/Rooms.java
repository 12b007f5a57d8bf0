package dev.stsbroker.architecture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The arrow table: which room imports which. It is the picture in {@code src/docs/architecture.md},
 * as data.
 */
final class Rooms {
  static final String BASE = "dev.stsbroker";

  static final Map<String, List<String>> ARROWS =
      table(
          """
          secret      ->
          time        ->
          parameter   ->
          text        ->
          policy      -> parameter text
          credential  -> secret
          event       -> credential
          access      -> event secret
          lease       -> credential time
          sts         -> credential policy secret text time
          source      -> credential event secret sts time
          broker      -> credential event lease parameter policy source sts
          http        -> access broker credential event parameter secret time
          http.contract -> credential http secret
          http.admin  -> broker credential http parameter sink
          sink        -> credential event secret time
          telemetry   -> credential event text
          config      -> access broker credential http parameter policy secret sink source sts text
          reload      -> config credential event source time
          app         -> access broker check config credential event http http.admin http.contract lease reload sink source sts telemetry time
          sandbox     -> credential policy sandbox.oss sandbox.signature secret text
          cli.client  -> secret text
          cli.help    ->
          cli.completion ->
          cli.starter -> config credential
          cli         -> app broker cli.client cli.completion cli.help cli.starter config http parameter policy reload sandbox text
          sandbox.signature ->
          sandbox.oss -> credential policy sandbox.signature secret
          check       -> broker config credential event parameter policy source sts
          """);

  private Rooms() {}

  private static Map<String, List<String>> table(String text) {
    return text.lines()
        .map(line -> line.split("->", 2))
        .collect(
            Collectors.toMap(
                parts -> parts[0].strip(),
                parts -> parts[1].isBlank() ? List.of() : List.of(parts[1].strip().split(" +")),
                (a, b) -> a,
                TreeMap::new));
  }

  /** The room of a package, such as {@code http.admin} for {@code dev.stsbroker.http.admin}. */
  static String of(String packageName) {
    return packageName.equals(BASE) ? "" : packageName.substring(BASE.length() + 1);
  }
}
