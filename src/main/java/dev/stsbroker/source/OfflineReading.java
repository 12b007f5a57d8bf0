package dev.stsbroker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.source.SourceSettings.Auto;
import dev.stsbroker.source.SourceSettings.Environment;
import dev.stsbroker.source.SourceSettings.InlineKey;
import dev.stsbroker.source.SourceSettings.KeyFile;
import dev.stsbroker.source.SourceSettings.KeyFiles;
import dev.stsbroker.source.SourceSettings.Oidc;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
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
   * @param problem why it cannot be used; null if nothing is known against it
   * @param warning what may be otherwise where or when the broker runs; null for nothing
   * @param read whether there was something to read: metadata services and URIs are not asked
   */
  public record Outcome(@Nullable String problem, @Nullable String warning, boolean read) {
    private static final Outcome WELL = new Outcome(null, null, true);
    private static final Outcome UNREAD = new Outcome(null, null, false);

    private static Outcome warning(String what) {
      return new Outcome(null, what, true);
    }
  }

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
    } catch (CredentialException e) {
      String sentence = IdentityProblem.bare(identity.name(), e);
      // Variables may be set where the broker runs, but not where the check runs.
      return identity instanceof Environment
          ? Outcome.warning(sentence)
          : new Outcome(sentence, null, true);
    }
  }

  private Outcome read(SourceSettings identity) {
    if (identity instanceof KeyFile file) {
      return key(file);
    } else if (identity instanceof KeyFiles files) {
      KeyFileReader.read(files);
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
    if (KeyFileReader.unfilled(file)) {
      return Outcome.warning(
          file.file() + ": AccessKeyId and AccessKeySecret are empty (expected: your key's)");
    }
    KeyFileReader.read(file);
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
      return Outcome.warning(file + ": no JSON web token (expected: the token of an OIDC issuer)");
    }
    Instant expires = expires(claims);
    return expires == null || now.isBefore(expires)
        ? Outcome.WELL
        : Outcome.warning(
            file
                + ": the token expired at "
                + expires
                + " (expected: one that is replaced in time)");
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
