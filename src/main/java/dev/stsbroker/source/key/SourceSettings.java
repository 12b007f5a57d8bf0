package dev.stsbroker.source.key;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of an identity, one record for each kind. */
public sealed interface SourceSettings {

  /** The identity's name in the configuration. */
  String name();

  /** The files the key is read from; a change of one may be a rotation. */
  default Set<Path> files() {
    return Set.of();
  }

  /**
   * What messages call files, where that is not their path: the text as it is written, before
   * anything was filled in.
   */
  default Map<Path, String> written() {
    return Map.of();
  }

  /** What messages call {@code file}. */
  default String shown(Path file) {
    return written().getOrDefault(file, file.toString());
  }

  /** The type's name in the configuration, such as {@code accessKeyFile}. */
  String type();

  /** A key written into the configuration itself: discouraged, for trying things out. */
  record InlineKey(String name, AccessKey key) implements SourceSettings {
    @Override
    public String type() {
      return "accessKey";
    }
  }

  /**
   * A JSON file with {@code AccessKeyId}, {@code AccessKeySecret} and perhaps {@code
   * SecurityToken}.
   *
   * @param allowOthers whether other users may read it
   */
  record KeyFile(String name, Path file, boolean allowOthers, Map<Path, String> written)
      implements SourceSettings {
    /** A file that messages call by its path. */
    public KeyFile(String name, Path file, boolean allowOthers) {
      this(name, file, allowOthers, Map.of());
    }

    @Override
    public Set<Path> files() {
      return Set.of(file);
    }

    @Override
    public String type() {
      return "accessKeyFile";
    }
  }

  /**
   * Two files with nothing but the id and the secret, as Kubernetes mounts them.
   *
   * @param allowOthers whether other users may read the secret's file
   */
  record KeyFiles(
      String name, Path idFile, Path secretFile, boolean allowOthers, Map<Path, String> written)
      implements SourceSettings {
    /** Files that messages call by their paths. */
    public KeyFiles(String name, Path idFile, Path secretFile, boolean allowOthers) {
      this(name, idFile, secretFile, allowOthers, Map.of());
    }

    @Override
    public Set<Path> files() {
      return Set.of(idFile, secretFile);
    }

    @Override
    public String type() {
      return "accessKeyFile";
    }
  }

  /**
   * {@code ALIBABA_CLOUD_ACCESS_KEY_ID}, {@code _ACCESS_KEY_SECRET} and {@code _SECURITY_TOKEN}.
   */
  record Environment(String name) implements SourceSettings {
    @Override
    public String type() {
      return "environment";
    }
  }

  /**
   * A token of an OIDC issuer that a role trusts, as ACK mounts it into a pod (RRSA).
   *
   * @param role the role that trusts the issuer
   * @param providerArn the identity provider that knows it
   * @param tokenFile read at every use
   * @param sessionName of the role's session where other roles are assumed from it
   */
  record Oidc(
      String name,
      RoleArn role,
      String providerArn,
      Path tokenFile,
      String sessionName,
      Map<Path, String> written)
      implements SourceSettings {
    /** With a file that messages call by its path. */
    public Oidc(String name, RoleArn role, String providerArn, Path tokenFile, String sessionName) {
      this(name, role, providerArn, tokenFile, sessionName, Map.of());
    }

    @Override
    public Set<Path> files() {
      return Set.of(tokenFile);
    }

    @Override
    public String type() {
      return "oidc";
    }
  }

  /**
   * The role of the ECS instance the broker runs on.
   *
   * @param endpoint scheme, host and port of the metadata service
   * @param roleName the role's name; null to ask for it
   * @param allowV1 whether to ask without a token where no token is to be had
   * @param shown what messages call the endpoint, where something was filled in; null for its host
   */
  record EcsRamRole(
      String name, URI endpoint, @Nullable String roleName, boolean allowV1, @Nullable String shown)
      implements SourceSettings {
    /** With an endpoint that messages call by its host. */
    public EcsRamRole(String name, URI endpoint, @Nullable String roleName, boolean allowV1) {
      this(name, endpoint, roleName, allowV1, null);
    }

    public EcsRamRole shownAs(@Nullable String text) {
      return new EcsRamRole(name, endpoint, roleName, allowV1, text);
    }

    /** What messages call the host. */
    public String shownHost() {
      return shown == null ? endpoint.getHost() : shown;
    }

    /** The metadata service of every ECS instance. */
    public static final URI METADATA = URI.create("http://100.100.100.200");

    @Override
    public String type() {
      return "ecsRamRole";
    }
  }

  /**
   * A URI that answers a GET with a session's key, as this broker's own credentials URI does.
   *
   * @param uri http or https; a secret, since some carry one
   * @param shown what messages call it, where something was filled in; null for its host
   */
  record CredentialsUri(String name, Secret uri, @Nullable String shown) implements SourceSettings {
    /** A URI that messages call by its host. */
    public CredentialsUri(String name, Secret uri) {
      this(name, uri, null);
    }

    @Override
    public String type() {
      return "credentialsUri";
    }
  }

  /**
   * Whatever there is: {@link Environment}, then {@link Oidc}, then {@link EcsRamRole}, each as the
   * environment's variables describe it.
   *
   * @param sessionName of the OIDC role's session where no variable names one
   * @param endpoint of the metadata service
   * @param shown what messages call the endpoint, where something was filled in; null for its host
   */
  record Auto(String name, String sessionName, URI endpoint, @Nullable String shown)
      implements SourceSettings {
    /** With an endpoint that messages call by its host. */
    public Auto(String name, String sessionName, URI endpoint) {
      this(name, sessionName, endpoint, null);
    }

    @Override
    public String type() {
      return "auto";
    }
  }
}
