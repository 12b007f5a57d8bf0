package dev.stsbroker.source.key;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.io.FileGuard;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.FaultyFileException.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an access key from one JSON file or from two plain ones. Blocks. */
public final class KeyFileReader {
  private static final int MOST_READINGS = 100;

  private KeyFileReader() {}

  /** The key; throws {@link dev.stsbroker.credential.CredentialException} if there is none. */
  public static AccessKey read(SourceSettings.KeyFile identity) {
    try {
      return text(identity).key();
    } catch (FaultyFileException e) {
      throw e.of(identity);
    }
  }

  /**
   * The text of its file.
   *
   * @throws FaultyFileException if it cannot be read
   */
  static KeyFileText text(SourceSettings.KeyFile identity) {
    guard(identity.file(), identity.allowOthers());
    return new KeyFileText(identity.file(), SecretFile.text(identity, identity.file()));
  }

  /** The key; throws {@link dev.stsbroker.credential.CredentialException} if there is none. */
  public static AccessKey read(SourceSettings.KeyFiles identity) {
    try {
      return key(identity);
    } catch (FaultyFileException e) {
      throw e.of(identity);
    }
  }

  /**
   * The key in two files. They may be swapped for another key's between their readings: the id
   * tells, read again.
   *
   * @throws FaultyFileException with everything that is wrong
   */
  public static AccessKey key(SourceSettings.KeyFiles identity) {
    guard(identity.secretFile(), identity.allowOthers());
    String id = SecretFile.line(identity, identity.idFile());
    for (int reading = 0; reading < MOST_READINGS; reading++) {
      String secret = SecretFile.line(identity, identity.secretFile());
      String after = SecretFile.line(identity, identity.idFile());
      if (after.equals(id)) {
        requirePlain(identity, id, secret);
        return new AccessKey(id, Secret.of(secret), null);
      }
      id = after;
    }
    throw FaultyFileException.of(identity.idFile(), 0, "changes as often as it is read");
  }

  private static void requirePlain(SourceSettings.KeyFiles identity, String id, String secret) {
    List<Fault> faults = new ArrayList<>();
    add(faults, identity.idFile(), "id", id, KeyText.idFault(id));
    add(faults, identity.secretFile(), "secret", secret, KeyText.secretFault(secret));
    String pair = faults.isEmpty() ? KeyText.pairFault(id, secret, null) : null;
    if (pair != null) {
      faults.add(new Fault(identity.idFile(), 1, pair));
    }
    if (!faults.isEmpty()) {
      throw new FaultyFileException(faults);
    }
  }

  private static void add(
      List<Fault> faults, Path file, String part, String text, @Nullable String fault) {
    if (text.startsWith("{")) {
      String sentence =
          "is JSON (expected: the " + part + " alone, or file: in place of idFile and secretFile)";
      faults.add(new Fault(file, 1, sentence));
    } else if (fault != null) {
      String sentence = "the access key " + part + " read " + fault + KeyText.EXPECTED;
      faults.add(new Fault(file, 1, sentence));
    }
  }

  private static void guard(Path file, boolean allowOthers) {
    String open = allowOthers ? null : FileGuard.problem(file);
    if (open != null) {
      throw FaultyFileException.of(file, 0, open);
    }
  }
}
