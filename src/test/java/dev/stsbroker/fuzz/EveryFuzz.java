package dev.stsbroker.fuzz;

import dev.stsbroker.access.SecretFileFuzz;
import dev.stsbroker.config.ConfigFuzz;
import dev.stsbroker.http.ParameterFuzz;
import dev.stsbroker.http.RequestFuzz;
import dev.stsbroker.http.contract.MetadataTokenFuzz;
import dev.stsbroker.policy.PolicyFuzz;
import dev.stsbroker.source.KeyFileFuzz;
import dev.stsbroker.sts.StsAnswerFuzz;
import dev.stsbroker.sts.StsWireFuzz;
import java.util.Arrays;
import java.util.List;

/** All targets in one: the first byte says which. What the tests run a short while. */
public final class EveryFuzz {
  /** In an order that the first byte of inputs depends on. */
  static final List<Class<?>> TARGETS =
      List.of(
          RequestFuzz.class,
          PolicyFuzz.class,
          ConfigFuzz.class,
          ParameterFuzz.class,
          MetadataTokenFuzz.class,
          StsAnswerFuzz.class,
          StsWireFuzz.class,
          KeyFileFuzz.class,
          SecretFileFuzz.class);

  private EveryFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length > 0) {
      run((input[0] & 0xFF) % TARGETS.size(), Arrays.copyOfRange(input, 1, input.length));
    }
  }

  static void run(int target, byte[] input) throws Exception {
    switch (target) {
      case 0 -> RequestFuzz.fuzzerTestOneInput(input);
      case 1 -> PolicyFuzz.fuzzerTestOneInput(input);
      case 2 -> ConfigFuzz.fuzzerTestOneInput(input);
      case 3 -> ParameterFuzz.fuzzerTestOneInput(input);
      case 4 -> MetadataTokenFuzz.fuzzerTestOneInput(input);
      case 5 -> StsAnswerFuzz.fuzzerTestOneInput(input);
      case 6 -> StsWireFuzz.fuzzerTestOneInput(input);
      case 7 -> KeyFileFuzz.fuzzerTestOneInput(input);
      default -> SecretFileFuzz.fuzzerTestOneInput(input);
    }
  }
}
