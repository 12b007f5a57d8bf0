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
          access                -> access.kernel event secret share text time
          access.kernel         -> io
          app                   -> access audit broker check config config.section config.text credential event http http.admin http.connection http.contract lease plan reload sink source source.key sts telemetry time
          audit                 -> access.kernel credential event io sink text time
          broker                -> credential event lease parameter policy policy.json policy.preset share source sts time
          check                 -> broker config credential event parameter policy policy.json policy.lint policy.trust source source.key sts
          cli                   -> app cli.check cli.client cli.completion cli.help cli.policy cli.run cli.starter config config.text http parameter policy.json reload sandbox sandbox.settings text
          cli.check             -> app broker cli.run config config.text event http plan text
          cli.client            -> cli.client.request secret
          cli.client.request    -> io secret text
          cli.completion        ->
          cli.help              -> cli.run
          cli.policy            -> broker cli.help cli.run config io policy policy.json policy.lint policy.match policy.preset policy.trust text
          cli.run               -> app config http.connection reload text
          cli.starter           -> config.setting credential
          config                -> access audit broker config.policy config.section config.setting config.text http io policy.preset sink source.key sts
          config.policy         -> broker config.setting config.text parameter policy policy.json policy.lint policy.preset sts
          config.section        -> access access.kernel audit broker config.policy config.setting config.text credential http io parameter policy policy.preset policy.trust secret sink source.key sts
          config.setting        -> config.text parameter policy.json policy.preset text
          config.text           -> io policy.json text
          credential            -> secret
          event                 -> access.kernel credential
          http                  -> broker credential http.connection parameter share
          http.admin            -> broker credential event http http.connection parameter sink
          http.connection       -> access.kernel io share
          http.contract         -> access access.kernel broker credential event http http.connection parameter secret share time
          io                    -> time
          lease                 -> credential share time
          parameter             -> text
          plan                  -> access audit broker config config.section credential event http parameter policy policy.difference policy.json policy.preset sink source.key sts
          policy                -> policy.action policy.json policy.match text
          policy.action         -> policy.json policy.match text
          policy.difference     -> policy policy.match
          policy.json           -> text
          policy.lint           -> policy policy.action policy.json policy.match policy.trust text
          policy.match          ->
          policy.preset         -> parameter policy policy.json policy.lint text
          policy.trust          -> policy policy.json text
          reload                -> config config.text credential event plan source.key time
          sandbox               -> sandbox.account sandbox.fault sandbox.metadata sandbox.oss sandbox.oss.admission sandbox.oss.handler sandbox.oss.request sandbox.oss.signature sandbox.oss.store sandbox.rpc sandbox.server sandbox.settings sandbox.sts secret text
          sandbox.account       -> credential policy policy.trust sandbox.oss.signature sandbox.signature secret
          sandbox.fault         -> sandbox.rpc sandbox.server
          sandbox.metadata      -> credential policy.trust sandbox.account sandbox.fault sandbox.rpc sandbox.server sandbox.signature sandbox.sts text
          sandbox.oss           -> credential sandbox.oss.admission sandbox.oss.handler sandbox.oss.request sandbox.oss.s3 sandbox.oss.signature sandbox.oss.store
          sandbox.oss.admission -> credential policy sandbox.oss.request sandbox.oss.signature sandbox.oss.store
          sandbox.oss.handler   -> sandbox.oss.admission sandbox.oss.request sandbox.oss.signature sandbox.oss.store sandbox.signature
          sandbox.oss.request   -> sandbox.signature
          sandbox.oss.s3        -> sandbox.oss.request sandbox.oss.signature sandbox.oss.store sandbox.signature secret
          sandbox.oss.signature -> credential policy sandbox.oss.request sandbox.signature secret
          sandbox.oss.store     -> sandbox.oss.request sandbox.signature
          sandbox.rpc           -> sandbox.signature secret text
          sandbox.server        ->
          sandbox.settings      -> credential policy policy.json policy.trust sandbox.account sandbox.metadata sandbox.oss.store sandbox.sts secret
          sandbox.signature     -> secret
          sandbox.sts           -> credential policy policy.json policy.trust sandbox.account sandbox.fault sandbox.rpc sandbox.server sandbox.signature secret text
          secret                ->
          share                 -> time
          sink                  -> credential event io secret time
          source                -> credential event secret source.key sts time
          source.key            -> credential io policy.json secret sts text time
          sts                   -> credential io policy secret text time
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
