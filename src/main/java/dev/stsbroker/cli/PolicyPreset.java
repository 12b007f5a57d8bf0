package dev.stsbroker.cli;

import dev.stsbroker.policy.Preset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A preset as it is named on the command line. */
final class PolicyPreset implements ITypeConverter<Preset> {
  @Override
  public Preset convert(String name) {
    Optional<Preset> preset = Preset.named(name);
    return preset.orElseThrow(
        () ->
            new TypeConversionException(
                "no preset is called "
                    + name
                    + " (expected one of: "
                    + String.join(", ", Preset.names())
                    + ")"));
  }

  /** The names, to complete from. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> names = Preset.names();
      return Collections.unmodifiableList(names).iterator();
    }
  }
}
