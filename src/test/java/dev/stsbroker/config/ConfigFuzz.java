package dev.stsbroker.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.testing.Expect;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Any bytes as a configuration, JSON where they begin with a brace: settings, or at most 50
 * problems in sentences, none of which shows what a variable holds.
 */
public final class ConfigFuzz {
  private static final String PLANTED = "planted-value-of-a-variable";
  private static final int MOST_PROBLEMS = 51;
  private static final Vertx VERTX =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
  private static final Path FOLDER = folder();
  private static final ConfigReader READER =
      new ConfigReader(name -> name.startsWith("P") ? PLANTED : null, "node-1");

  private ConfigFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException, TimeoutException {
    boolean json = input.length > 0 && input[0] == '{';
    Path file = FOLDER.resolve(json ? "broker.json" : "broker.yaml");
    Files.write(file, input);
    // The fuzzer learns strings by watching comparisons, and what an input says may be shown.
    boolean says = new String(input, ISO_8859_1).contains(PLANTED);
    try {
      BrokerConfig config = READER.load(VERTX, file).await(60, TimeUnit.SECONDS);
      Expect.that(!config.profiles().isEmpty(), "settings without a profile");
      config.warnings().forEach(warning -> Expect.sentence(warning.toString()));
      String warnings = config.warnings().toString();
      Expect.that(says || !warnings.contains(PLANTED), "a variable in a warning");
    } catch (ConfigException e) {
      told(e.problems(), says);
    }
  }

  private static void told(List<ConfigProblem> problems, boolean says) {
    Expect.that(!problems.isEmpty(), "refused without a reason");
    Expect.that(problems.size() <= MOST_PROBLEMS, problems.size() + " problems");
    for (ConfigProblem problem : problems) {
      Expect.sentence(problem.toString());
      boolean shown = !says && problem.toString().contains(PLANTED);
      Expect.that(!shown, "a variable in a problem: " + problem);
    }
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("config-fuzz");
      folder.toFile().deleteOnExit();
      Files.writeString(folder.resolve("key.json"), "{}").toFile().deleteOnExit();
      String policy =
          """
          {"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"*"}]}""";
      Files.writeString(folder.resolve("policy.json"), policy).toFile().deleteOnExit();
      for (String name : List.of("broker.yaml", "broker.json")) {
        folder.resolve(name).toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
