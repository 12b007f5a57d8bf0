package dev.stsbroker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.KeyFileReader;
import dev.stsbroker.source.key.SessionBody;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.testing.Expect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Pattern;

/** Any bytes as a key file, as one of two, and as what a metadata service answers. */
public final class KeyFileFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Path FOLDER = folder();
  private static final Path FILE = FOLDER.resolve("key.json");
  private static final Path ID = FOLDER.resolve("id");
  private static final SourceSettings.KeyFile ONE = new SourceSettings.KeyFile("main", FILE, false);
  private static final SourceSettings.KeyFiles TWO =
      new SourceSettings.KeyFiles("main", ID, FILE, false);

  /** What a header, a log line and a label can hold. */
  private static final Pattern PLAIN = Pattern.compile("[!-~]+");

  private KeyFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FILE, input);
    Files.write(ID, input);
    try {
      plain(KeyFileReader.read(ONE));
    } catch (CredentialException e) {
      Expect.sentence(e.sentence());
    }
    try {
      plain(KeyFileReader.read(TWO));
    } catch (CredentialException e) {
      Expect.sentence(e.sentence());
    }
    try {
      SessionCredentials session = SessionBody.read(new String(input, UTF_8), NOW);
      plain(session.accessKey());
    } catch (IllegalArgumentException e) {
      Expect.sentence(String.valueOf(e.getMessage()));
    }
  }

  private static void plain(AccessKey key) {
    Expect.that(PLAIN.matcher(key.id()).matches(), "an id " + key.id());
    Expect.that(PLAIN.matcher(key.secret().reveal()).matches(), "a secret of odd characters");
    Secret token = key.securityToken();
    Expect.that(token == null || PLAIN.matcher(token.reveal()).matches(), "an odd token");
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("key-fuzz");
      folder.toFile().deleteOnExit();
      for (String name : new String[] {"key.json", "id"}) {
        Path file =
            Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
