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
          access                -> event secret text
          app                   -> access broker check config credential event http http.admin http.contract lease plan reload sink source sts telemetry time
          broker                -> credential event lease parameter policy policy.json policy.preset source sts
          check                 -> broker config credential event parameter policy policy.json policy.lint policy.trust source sts
          cli                   -> app broker cli.client cli.completion cli.help cli.starter config event http parameter plan policy policy.json policy.lint policy.match policy.preset policy.trust reload sandbox sandbox.settings text
          cli.client            -> secret text
          cli.completion        ->
          cli.help              ->
          cli.starter           -> config credential
          config                -> access broker credential http parameter policy policy.json policy.lint policy.preset policy.trust secret sink source sts text
          credential            -> secret
          event                 -> credential
          http                  -> access broker credential event parameter secret time
          http.admin            -> broker credential event http parameter sink
          http.contract         -> credential http secret
          lease                 -> credential time
          parameter             ->
          plan                  -> access broker config credential event http parameter policy policy.difference policy.json policy.preset sink source sts
          policy                -> policy.action policy.json policy.match text
          policy.action         -> policy.json policy.match text
          policy.difference     -> policy policy.match
          policy.json           -> text
          policy.lint           -> policy policy.action policy.json policy.match policy.trust text
          policy.match          ->
          policy.preset         -> parameter policy policy.json policy.lint text
          policy.trust          -> policy policy.json
          reload                -> config credential event plan source time
          sandbox               -> sandbox.account sandbox.fault sandbox.metadata sandbox.oss sandbox.oss.request sandbox.oss.signature sandbox.oss.store sandbox.rpc sandbox.server sandbox.settings sandbox.sts secret text
          sandbox.account       -> credential policy policy.trust sandbox.oss.signature sandbox.signature secret
          sandbox.fault         -> sandbox.rpc
          sandbox.metadata      -> credential policy.trust sandbox.account sandbox.fault sandbox.rpc sandbox.server sandbox.signature sandbox.sts text
          sandbox.oss           -> credential policy sandbox.oss.request sandbox.oss.s3 sandbox.oss.signature sandbox.oss.store sandbox.signature
          sandbox.oss.request   -> sandbox.signature
          sandbox.oss.s3        -> sandbox.oss.request sandbox.oss.signature sandbox.oss.store sandbox.signature secret
          sandbox.oss.signature -> credential policy sandbox.oss.request sandbox.signature secret
          sandbox.oss.store     -> sandbox.oss.request sandbox.signature
          sandbox.rpc           -> sandbox.signature secret text
          sandbox.server        ->
          sandbox.settings      -> credential policy policy.json policy.trust sandbox.account sandbox.metadata sandbox.oss.store sandbox.sts secret
          sandbox.signature     ->
          sandbox.sts           -> credential policy policy.json policy.trust sandbox.account sandbox.fault sandbox.rpc sandbox.server sandbox.signature secret text
          secret                ->
          sink                  -> credential event secret time
          source                -> credential event policy.json secret sts text time
          sts                   -> credential policy secret text time
          telemetry             -> credential event text
          text                  ->
          time                  ->
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
