package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.access.UserNames;
import dev.stsbroker.access.kernel.KernelLookup;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.plan.Plan;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.StsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private static final String ROLE = "acs:ram::1234567890123456:role/r";

  @TempDir Path folder;

  @Test
  void config_hasTheDocumentedDefaults_whenAlmostNothingIsSet() {
    BrokerConfig config =
        new ConfigFolder(folder).load(ConfigFolder.IDENTITIES + ConfigFolder.PROFILES);

    assertThat(config.http())
        .isEqualTo(
            new HttpSettings(
                List.of(new ListenAddress("127.0.0.1", 7070)),
                new ListenAddress("127.0.0.1", 7071),
                Set.of(),
                false));
    assertThat(config.sts())
        .isEqualTo(new StsSettings("cn-hangzhou", false, null, Duration.ofSeconds(5), 20));
    assertThat(config.identities()).containsExactly(new SourceSettings.Environment("default"));
    assertThat(config.defaultProfile()).isEqualTo("p");
    Profile profile = config.profiles().get(0);
    assertThat(profile.identity()).isEqualTo("default");
    assertThat(profile.prefetch()).isTrue();
    assertThat(profile.idleAfter()).isZero();
    assertThat(profile.request().sessionName()).isEqualTo("sts-broker-node-1");
    assertThat(profile.request().duration()).isEqualTo(Duration.ofHours(1));
    assertThat(profile.request().policy()).isNull();
    assertThat(profile.request().externalId()).isNull();
    assertThat(profile.request().sourceIdentity()).isNull();
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .containsExactly(
            "profiles.p.policy: left out, so the session may do whatever the role may");
  }

  @Test
  void config_hasEverySetting_whenAllAreSet() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                """
                listen: [127.0.0.1:7000, "[::1]:7000"]
                admin: localhost:7001
                allowRemote: false
                allowedHosts: [Broker.Internal]
                sts: { region: cn-beijing, network: vpc, endpoint: "http://127.0.0.1:7080/", timeout: 9s, callsPerSecond: 3 }
                identities: { a: { type: environment }, b: { type: environment } }
                profiles:
                  one:
                    roleArn: acs:ram::1234567890123456:role/r
                    identity: b
                    duration: 1h30m
                    sessionName: my-session
                    externalId: partner-42
                    sourceIdentity: alice
                    prefetch: false
                    idleAfter: 6h
                  two: { roleArn: "acs:ram::1234567890123456:role/r", identity: a }
                defaultProfile: two
                """);

    assertThat(config.http().listen())
        .extracting(ListenAddress::toString)
        .containsExactly("127.0.0.1:7000", "[::1]:7000");
    assertThat(config.http().admin()).isEqualTo(new ListenAddress("127.0.0.1", 7001));
    assertThat(config.http().allowedHosts()).containsExactly("broker.internal");
    assertThat(config.sts())
        .isEqualTo(
            new StsSettings(
                "cn-beijing", true, URI.create("http://127.0.0.1:7080"), Duration.ofSeconds(9), 3));
    assertThat(config.defaultProfile()).isEqualTo("two");
    Profile one = config.profiles().get(0);
    assertThat(one.name()).isEqualTo("one");
    assertThat(one.identity()).isEqualTo("b");
    assertThat(one.prefetch()).isFalse();
    assertThat(one.idleAfter()).isEqualTo(Duration.ofHours(6));
    assertThat(one.request().role().value()).isEqualTo(ROLE);
    assertThat(one.request().duration()).isEqualTo(Duration.ofMinutes(90));
    assertThat(one.request().sessionName()).isEqualTo("my-session");
    assertThat(one.request().externalId()).isEqualTo("partner-42");
    assertThat(one.request().sourceIdentity()).isEqualTo("alice");
  }

  @Test
  void identities_areReadByType_whenEveryTypeIsThere() {
    ConfigFolder config = new ConfigFolder(folder).with("k", "{}").with("i", "x").with("s", "y");

    BrokerConfig read =
        config.load(
            """
            identities:
              default: { type: environment }
              file: { type: accessKeyFile, file: k, allowOthers: true }
              files: { type: accessKeyFile, idFile: i, secretFile: ./s, allowOthers: true }
              inline: { type: accessKey, id: LTAI5tExample, secret: hunter2, securityToken: t }
            """
                + ConfigFolder.PROFILES);

    assertThat(read.identities())
        .containsExactly(
            new SourceSettings.Environment("default"),
            new SourceSettings.KeyFile("file", folder.resolve("k"), true),
            new SourceSettings.KeyFiles("files", folder.resolve("i"), folder.resolve("s"), true),
            new SourceSettings.InlineKey(
                "inline", new AccessKey("LTAI5tExample", Secret.of("hunter2"), Secret.of("t"))));
    assertThat(ConfigFolder.unplaced(read.warnings()))
        .contains(
            "identities.inline.type: accessKey keeps the key in the configuration;"
                + " accessKeyFile is better");
    assertThat(read.toString()).doesNotContain("hunter2");
  }

  @Test
  void sessionIdentities_areRead_whenTheyAreWrittenOut() {
    ConfigFolder config = new ConfigFolder(folder).with("t", "token");

    BrokerConfig read =
        config.load(
            """
            identities:
              default:
                type: oidc
                roleArn: acs:ram::1234567890123456:role/rrsa
                providerArn: acs:ram::1234567890123456:oidc-provider/p
                tokenFile: t
              instance: { type: ecsRamRole, roleName: r, endpoint: "http://127.0.0.1:7082", allowV1: false }
              near: { type: credentialsUri, uri: "http://10.0.0.1/key/hunter2" }
            """
                + ConfigFolder.PROFILES);

    URI endpoint = URI.create("http://127.0.0.1:7082");
    assertThat(read.identities())
        .containsExactly(
            new SourceSettings.Oidc(
                "default",
                new RoleArn("acs:ram::1234567890123456:role/rrsa"),
                "acs:ram::1234567890123456:oidc-provider/p",
                folder.resolve("t"),
                "sts-broker-node-1"),
            new SourceSettings.EcsRamRole("instance", endpoint, "r", false),
            new SourceSettings.CredentialsUri("near", Secret.of("http://10.0.0.1/key/hunter2")));
    assertThat(ConfigFolder.unplaced(read.warnings()))
        .contains(
            "identities.near.uri: is plain http to another host: whoever is between reads the key");
    assertThat(read.toString()).doesNotContain("hunter2");
  }

  @Test
  void oidc_takesWhatIsLeftOut_fromTheVariablesOfAck() {
    Map<String, String> variables =
        Map.of(
            "ALIBABA_CLOUD_ROLE_ARN",
            ROLE,
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            "acs:ram::1234567890123456:oidc-provider/p",
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
            folder.resolve("t").toString(),
            "ALIBABA_CLOUD_ROLE_SESSION_NAME",
            "pod-7");
    BrokerConfig read =
        new ConfigFolder(folder, variables)
            .with("t", "token")
            .load("identities: { default: { type: oidc } }\n" + ConfigFolder.PROFILES);

    assertThat(read.identities())
        .containsExactly(
            new SourceSettings.Oidc(
                "default",
                new RoleArn(ROLE),
                "acs:ram::1234567890123456:oidc-provider/p",
                folder.resolve("t"),
                "pod-7"));
  }

  @Test
  void identities_areFound_whenNoneAreNamed() {
    BrokerConfig read = new ConfigFolder(folder).load(ConfigFolder.PROFILES);

    assertThat(read.identities())
        .containsExactly(
            new SourceSettings.Auto(
                "default", "sts-broker-node-1", SourceSettings.EcsRamRole.METADATA));
    assertThat(read.profiles().get(0).identity()).isEqualTo("default");
  }

  @Test
  void via_isTheBaseProfile_insteadOfAnIdentity() {
    BrokerConfig read =
        new ConfigFolder(folder)
            .load(
                ConfigFolder.IDENTITIES
                    + """
                    profiles:
                      base: { roleArn: "acs:ram::1234567890123456:role/r" }
                      mid: { roleArn: "acs:ram::1234567890123456:role/r", via: base }
                      top: { roleArn: "acs:ram::1234567890123456:role/r", via: mid }
                    """);

    assertThat(read.profiles()).extracting(Profile::base).containsExactly(null, "base", "mid");
  }

  @Test
  void strings_areFilled_whenTheyHavePlaceholders() {
    Map<String, String> variables = Map.of("ROLE", ROLE, "SECRET", "hunter2", "PORT", "7100");
    BrokerConfig config =
        new ConfigFolder(folder, variables)
            .load(
                """
                listen: ["127.0.0.1:${env:PORT}"]
                identities: { only: { type: accessKey, id: k, secret: "${env:SECRET}" } }
                profiles:
                  a: { roleArn: "${env:ROLE}", sessionName: "${profile}@${hostname}" }
                """);

    assertThat(config.http().listen()).containsExactly(new ListenAddress("127.0.0.1", 7100));
    assertThat(config.identities())
        .containsExactly(
            new SourceSettings.InlineKey("only", new AccessKey("k", Secret.of("hunter2"), null)));
    assertThat(config.profiles().get(0).request().role().value()).isEqualTo(ROLE);
    assertThat(config.profiles().get(0).request().sessionName()).isEqualTo("a@node-1");
    assertThat(config.profiles().get(0).identity()).isEqualTo("only");
  }

  @Test
  void sessionName_isCutTo64_whenThePlaceholdersMakeItLonger() {
    Map<String, String> variables = Map.of("LONG", "x".repeat(100));
    BrokerConfig config =
        new ConfigFolder(folder, variables)
            .load(
                ConfigFolder.IDENTITIES
                    + "profiles: { p: { roleArn: \""
                    + ROLE
                    + "\", sessionName: \"${env:LONG}\" } }");

    assertThat(config.profiles().get(0).request().sessionName()).isEqualTo("x".repeat(64));
  }

  @Test
  void config_isTheSame_whenItIsWrittenAsJson() {
    ConfigFolder config = new ConfigFolder(folder);
    config.with(
        "broker.json",
        """
        {"identities": {"default": {"type": "environment"}},
        \t"profiles": {"p": {"roleArn": "acs:ram::1234567890123456:role/r"}}}
        """);

    assertThat(ConfigFolder.unplaced(config.loadFile("broker.json")))
        .isEqualTo(
            ConfigFolder.unplaced(config.load(ConfigFolder.IDENTITIES + ConfigFolder.PROFILES)));
  }

  @Test
  void yaml_mayMergeAnchors_whenProfilesShareSettings() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                ConfigFolder.IDENTITIES
                    + """
                    profiles:
                      a: &base { roleArn: "acs:ram::1234567890123456:role/r", duration: 2h }
                      b: { <<: *base, duration: 3h }
                    """);

    assertThat(config.profiles())
        .extracting(profile -> profile.request().duration())
        .containsExactly(Duration.ofHours(2), Duration.ofHours(3));
    assertThat(config.defaultProfile()).isNull();
  }

  @Test
  void remoteAddresses_areReadWithAWarning_whenTheyAreAllowed() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                "allowRemote: true\nlisten: [0.0.0.0:7070]\nadmin: 10.0.0.1:7071\n"
                    + ConfigFolder.IDENTITIES
                    + ConfigFolder.PROFILES);

    assertThat(config.http().listen()).containsExactly(new ListenAddress("0.0.0.0", 7070));
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .contains(
            "listen[0]: 0.0.0.0:7070 is open to other machines: whoever reaches it gets credentials");
  }

  @Test
  void unixSockets_areReadAsPaths_besideAddresses() {
    String listen = "listen: [127.0.0.1:7070, 'unix:%s/./broker.sock']\n".formatted(folder);
    BrokerConfig config =
        new ConfigFolder(folder).load(listen + ConfigFolder.IDENTITIES + ConfigFolder.PROFILES);

    assertThat(config.http().listen())
        .containsExactly(
            new ListenAddress("127.0.0.1", 7070),
            ListenAddress.unix(folder.resolve("broker.sock")));
    assertThat(config.http().listen().get(1)).hasToString("unix:" + folder + "/broker.sock");
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .noneMatch(warning -> warning.contains("listen"));
  }

  @Test
  void secrets_areReadAndWatched_whenAProfileIsGuarded() {
    String text = "\uFEFF# reports\r\n0123456789abcdef\r\n";
    BrokerConfig config =
        new ConfigFolder(folder)
            .withMode("own.secret", text, "rw-------")
            .withMode("mounted.secret", text, "rw-r--r--")
            .load(
                ConfigFolder.IDENTITIES
                    + """
                    profiles:
                      own: { roleArn: "%1$s", access: { secretFile: own.secret } }
                      mounted: { roleArn: "%1$s", access: { secretFile: mounted.secret, allowOthers: true } }
                      open: { roleArn: "%1$s" }
                    """
                        .formatted(ROLE));

    assertThat(config.secrets())
        .containsOnly(
            Map.entry("own", CallerSecrets.of("own.secret", text)),
            Map.entry("mounted", CallerSecrets.of("mounted.secret", text)));
    assertThat(config.files())
        .contains(folder.resolve("own.secret"), folder.resolve("mounted.secret"));
    assertThat(config.toString()).doesNotContain("0123456789abcdef");
  }

  @Test
  void users_areNumbers_andNamesThatTheMachineHas() throws Exception {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                ConfigFolder.IDENTITIES
                    + """
                    profiles:
                      own: { roleArn: "%1$s", access: { uids: [1000, 4294967294], users: [root] } }
                      open: { roleArn: "%1$s" }
                    """
                        .formatted(ROLE));

    assertThat(config.users()).containsOnlyKeys("own");
    assertThat(config.users().values())
        .containsExactly(new CallerUsers(new TreeSet<>(Set.of(0L, 1000L, 4294967294L))));
  }

  @Test
  void groups_areNumbers_andNamesThatTheMachineHas_whereCallersComeByUnixSocket() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                "listen: [\"unix:/run/a.sock\", 127.0.0.1:0]\n"
                    + ConfigFolder.IDENTITIES
                    + """
                    profiles:
                      own: { roleArn: "%1$s", access: { gids: [7, 7, 4294967294], groups: [root] } }
                    """
                        .formatted(ROLE));

    assertThat(config.users())
        .containsOnly(
            Map.entry(
                "own",
                new CallerUsers(new TreeSet<>(), new TreeSet<>(Set.of(0L, 7L, 4294967294L)))));
    assertThat(config.files()).contains(Path.of("/etc/group"));
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .contains(
            "profiles.own.access.gids: callers over TCP are refused: over it the kernel tells their"
                + " user alone (expected: callers on a unix socket)");
    assertThat(config.warnings().stream().anyMatch(one -> one.contains("main group alone")))
        .isEqualTo(KernelLookup.ofMachine().unixProblem() != null);
  }

  /** An access of its own takes the place of the default as a whole. */
  @Test
  void defaultAccess_isForProfilesThatSayNothing() throws Exception {
    BrokerConfig config =
        new ConfigFolder(folder)
            .with("own.secret", "0123456789abcdef\n")
            .load(
                ConfigFolder.IDENTITIES
                    + """
                    defaultAccess: { ownUid: true, uids: [7], users: [root] }
                    profiles:
                      secret: { roleArn: "%1$s", access: { secretFile: own.secret } }
                      user: { roleArn: "%1$s", access: { uids: [8] } }
                      silent: { roleArn: "%1$s" }
                    """
                        .formatted(ROLE));

    long own = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    assertThat(config.users())
        .containsOnly(
            Map.entry("user", new CallerUsers(new TreeSet<>(Set.of(8L)))),
            Map.entry("silent", new CallerUsers(new TreeSet<>(List.of(0L, 7L, own)))));
    assertThat(config.secrets()).containsOnlyKeys("secret");
  }

  /** The number behind a name is what counts, and another one is another configuration. */
  @Test
  void names_areLookedUpAtEachReading() throws Exception {
    String yaml =
        "listen: [\"unix:/run/a.sock\"]\n"
            + ConfigFolder.IDENTITIES
            + "profiles: { p: { roleArn: \""
            + ROLE
            + "\", access: { users: [etl], groups: [data] } } }\n";
    ConfigFolder config = new ConfigFolder(folder).with("passwd", "etl:x:1001:1::/:\n");
    BrokerConfig before = config.with("group", "data:x:2001:\n").loadWithAccounts(yaml);
    config.with("passwd", "root:x:0:0::/:\netl:x:1002:1::/:\netl:x:1003:1::/:\n");
    BrokerConfig after = config.with("group", "data:x:2002:etl\n").loadWithAccounts(yaml);

    assertThat(before.users().get("p"))
        .isEqualTo(new CallerUsers(new TreeSet<>(Set.of(1001L)), new TreeSet<>(Set.of(2001L))));
    assertThat(after.users().get("p"))
        .isEqualTo(new CallerUsers(new TreeSet<>(Set.of(1002L)), new TreeSet<>(Set.of(2002L))));
    assertThat(before.doesAs(after)).isFalse();
    assertThat(before.files()).contains(folder.resolve("passwd"), folder.resolve("group"));
    assertThat(Plan.between(before, after, folder.resolve("broker.yaml")).lines())
        .singleElement()
        .asString()
        .contains("users uid 1001 -> uid 1002", "groups gid 2001 -> gid 2002");
  }

  /** Nobody is called by another's name, nor by what may be another's number. */
  @Test
  void userNames_areThoseOfTheMachine_whereASessionWantsThem() throws Exception {
    String passwd = "root:x:0:0::/:\ntoor:x:0:0::/:\netl:x:7:1::/:\netl:x:8:1::/:\n9:x:10:1::/:\n";
    ConfigFolder config = new ConfigFolder(folder).with("passwd", passwd).with("group", "");
    String yaml =
        ConfigFolder.IDENTITIES + "profiles: { p: { roleArn: \"" + ROLE + "\", sessionName: \"";

    assertThat(config.loadWithAccounts(yaml + "u-${caller.uid}\" } }").userNames())
        .isEqualTo(UserNames.NONE);
    BrokerConfig named = config.loadWithAccounts(yaml + "u-${caller.user}\" } }");
    assertThat(named.userNames().byUid()).containsOnly(Map.entry(0L, "root"), Map.entry(7L, "etl"));
    assertThat(named.files()).contains(folder.resolve("passwd"));
    Files.delete(folder.resolve("passwd"));
    assertThat(config.loadWithAccounts(yaml + "u-${caller.user}\" } }").userNames())
        .isEqualTo(UserNames.NONE);
  }

  @Test
  void idleAfter_isWarnedOf_whenTheProfileIsPrefetched() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                ConfigFolder.IDENTITIES
                    + "profiles: { p: { roleArn: \""
                    + ROLE
                    + "\", idleAfter: 1h } }");

    assertThat(ConfigFolder.unplaced(config.warnings()))
        .contains("profiles.p.idleAfter: has no effect while prefetch is true");
  }

  @Test
  void sandboxSection_isHandedOn_whenItIsAskedFor() {
    LoadedConfig config =
        new ConfigFolder(folder, Map.of("NAME", "bob"))
            .loadWithSandbox(
                ConfigFolder.IDENTITIES
                    + ConfigFolder.PROFILES
                    + "sandbox: { accounts: [{ user: \"${env:NAME}\" }] }");

    assertThat(config.sandbox()).hasToString("{\"accounts\":[{\"user\":\"bob\"}]}");
    assertThat(config.toString()).doesNotContain("bob");
  }
}
