package dev.stsbroker.source.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.source.key.SourceSettings.Auto;
import dev.stsbroker.source.key.SourceSettings.Environment;
import dev.stsbroker.source.key.SourceSettings.InlineKey;
import dev.stsbroker.source.key.SourceSettings.KeyFile;
import dev.stsbroker.source.key.SourceSettings.KeyFiles;
import dev.stsbroker.source.key.SourceSettings.Oidc;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files and variables of an identity as the broker would, and reports what is wrong with
 * them. Asks nobody, so STS may still refuse the key. Blocks.
 */
public final class OfflineReading {
  private static final int MOST_SECONDS = 10;

  private final SourceVariables variables;
  private final Instant now;

  /**
   * What reading led to.
   *
   * @param problems why it cannot be used; empty if nothing is known against it
   * @param warning what may be otherwise where or when the broker runs; null for nothing
   * @param read whether there was something to read: metadata services and URIs are not asked
   */
  public record Outcome(List<Said> problems, @Nullable Said warning, boolean read) {
    private static final Outcome WELL = new Outcome(List.of(), null, true);
    private static final Outcome UNREAD = new Outcome(List.of(), null, false);

    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }

    private static Outcome warning(@Nullable Path file, String sentence) {
      return new Outcome(List.of(), new Said(file, 1, sentence), true);
    }
  }

  /**
   * One sentence about an identity, free of secrets.
   *
   * @param file where what it is about is written; null if that is no file
   * @param line in the file, from 1
   * @param sentence what is there and what was expected
   */
  public record Said(@Nullable Path file, int line, String sentence) {}

  /**
   * @param environment looks up an environment variable; null where it is not set
   * @param now the time that tokens are compared with
   */
  public OfflineReading(Function<String, @Nullable String> environment, Instant now) {
    this.variables = new SourceVariables(environment);
    this.now = now;
  }

  /** Reads {@code identity}; messages are one sentence each, free of secrets. */
  public Outcome of(SourceSettings identity) {
    try {
      return read(identity);
    } catch (FaultyFileException e) {
      return new Outcome(
          e.faults().stream()
              .map(one -> new Said(one.file(), Math.max(1, one.line()), one.sentence()))
              .toList(),
          null,
          true);
    } catch (CredentialException e) {
      String sentence = IdentityProblem.bare(identity.name(), e);
      // Variables may be set where the broker runs, but not where the check runs.
      return identity instanceof Environment
          ? Outcome.warning(null, sentence)
          : new Outcome(List.of(new Said(null, 0, sentence)), null, true);
    }
  }

  private Outcome read(SourceSettings identity) {
    if (identity instanceof KeyFile file) {
      return key(file);
    } else if (identity instanceof KeyFiles files) {
      AccessKey unused = KeyFileReader.key(files);
    } else if (identity instanceof InlineKey inline) {
      KeyText.require(inline, inline.key());
    } else if (identity instanceof Environment environment) {
      variables.key(environment);
    } else if (identity instanceof Oidc oidc) {
      return token(oidc.tokenFile(), SecretFile.line(oidc, oidc.tokenFile()));
    } else if (identity instanceof Auto auto) {
      return found(auto);
    } else {
      return Outcome.UNREAD;
    }
    return Outcome.WELL;
  }

  /** What {@code init} has written waits for its key; all else of the configuration is checked. */
  private static Outcome key(KeyFile file) {
    KeyFileText text = KeyFileReader.text(file);
    if (text.unfilled()) {
      return Outcome.warning(
          file.file(),
          "AccessKeyId and AccessKeySecret are empty (expected: the id and the secret of an access"
              + " key between the quotes, {\"AccessKeyId\": \"LTAI...\", \"AccessKeySecret\":"
              + " \"...\"}; the RAM console makes one: Users, the user, Create AccessKey)");
    }
    AccessKey unused = text.key();
    return Outcome.WELL;
  }

  private Outcome found(Auto auto) {
    if (variables.value(SourceVariables.ACCESS_KEY_ID) != null) {
      variables.key(auto);
      return Outcome.WELL;
    }
    Oidc oidc = variables.oidc(auto);
    return oidc == null ? Outcome.UNREAD : read(oidc);
  }

  /** An expired token is no problem of the configuration: whoever mounts it replaces it. */
  private Outcome token(Path file, String text) {
    JsonObject claims = claims(text);
    if (claims == null) {
      return Outcome.warning(file, "no JSON web token (expected: the token of an OIDC issuer)");
    }
    Instant expires = expires(claims);
    return expires == null || now.isBefore(expires)
        ? Outcome.WELL
        : Outcome.warning(
            file, "the token expired at " + expires + " (expected: one that is replaced in time)");
  }

  private static @Nullable Instant expires(JsonObject claims) {
    boolean known =
        claims.getValue("exp") instanceof Number exp
            && Long.toString(exp.longValue()).length() <= MOST_SECONDS;
    return known ? Instant.ofEpochSecond(claims.getLong("exp")) : null;
  }

  private static @Nullable JsonObject claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      return new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      return null;
    }
  }
}
