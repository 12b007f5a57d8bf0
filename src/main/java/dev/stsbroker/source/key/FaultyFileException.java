package dev.stsbroker.source.key;

import dev.stsbroker.credential.CredentialException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of an identity cannot be used. Carries everything that is wrong with it, at least one
 * fault, free of secrets; has no stack trace, since it reports someone's file.
 */
final class FaultyFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * One thing that is wrong.
   *
   * @param file where
   * @param line in it, from 1; 0 for the file as a whole
   * @param sentence what is there and what was expected, never a value
   */
  record Fault(Path file, int line, String sentence) {
    /** The file as {@code identity} calls it, with the line if there is one. */
    String location(SourceSettings identity) {
      return identity.shown(file) + (line == 0 ? "" : ":" + line);
    }
  }

  FaultyFileException(List<Fault> faults) {
    super(faults.get(0).sentence(), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** With one fault. */
  static FaultyFileException of(Path file, int line, String sentence) {
    return new FaultyFileException(List.of(new Fault(file, line, sentence)));
  }

  List<Fault> faults() {
    return faults;
  }

  /** As a failure of {@code identity}: the first fault, and how many more there are. */
  CredentialException of(SourceSettings identity) {
    Fault first = faults.get(0);
    String more = faults.size() == 1 ? "" : ", and " + (faults.size() - 1) + " more";
    return IdentityProblem.of(identity, first.location(identity) + ": " + first.sentence() + more);
  }
}
