package dev.stsbroker.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.testing.PrivateFile;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload changes, from two configuration files. */
class PlanTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
  private static final String READ = "policy: {preset: oss-read-only, with: {bucket: b-1}}";
  private static final String BASE =
      """
      identities: {main: {type: environment}, other: {type: environment}}
      profiles:
        reader: {identity: main, %s, %s, access: {secretFile: reader.secret}}
        second: {identity: main, %s, %s}
      defaultProfile: reader
      """
          .formatted(ROLE, READ, ROLE, READ);

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() throws Exception {
    VERTX.close().await(60, TimeUnit.SECONDS);
  }

  @Test
  void sameConfiguration_changesNothing() throws Exception {
    assertThat(difference(BASE, BASE).isEmpty()).isTrue();
    assertThat(difference(BASE, BASE + "# a comment\n").isEmpty()).isTrue();
  }

  @Test
  void everyWidening_isWorthAWarning() throws Exception {
    wider(READ + ", access", "access", "profile reader: policy ", "none (wider: the whole role)");
    wider(
        "preset: oss-read-only", "preset: oss-read-write", "profile reader: policy ", "Statement[");
    wider(
        "bucket: b-1}}, access",
        "bucket: b-2}}, access",
        "profile reader: policy ",
        "it may be by");
    wider(
        "oss-admin', policy: {preset: oss-read-only, with: {bucket: b-1}}, access",
        "root', policy: {preset: oss-read-only, with: {bucket: b-1}}, access",
        "role acs:ram::1234567890123456:role/oss-admin -> acs:ram::1234567890123456:role/root",
        "another role");
    wider("reader: {", "reader: {duration: 2h, ", "duration 1h -> 2h", "what leaks lives longer");
    wider(
        ", access: {secretFile: reader.secret}",
        "",
        "secrets 1 -> none",
        "every local process may have it");
    wider("reader.secret", "two.secret", "secrets 1 -> 2", "1 new");
    wider(
        "reader: {identity: main",
        "reader: {identity: other",
        "profile reader: identity main -> other",
        "another identity");
    wider("", "allowedHosts: [broker.local]\n", "broker: allowedHosts: broker.local added", "Host");
    wider(
        "",
        "allowRemote: true\nlisten: [127.0.0.1:7070, '0.0.0.0:7072']\n",
        "listen: 0.0.0.0:7072 added",
        "other machines");
    wider(
        "defaultProfile: reader", "defaultProfile: second", "reader -> second", "another session");
    wider(
        "type: environment", "type: ecsRamRole", "identity main: environment -> ecsRamRole", "key");
  }

  @Test
  void whatIsNotAnsweredAnyMore_isWorthAWarning() throws Exception {
    String second = "  second: {identity: main, " + ROLE + ", " + READ + "}\n";
    breaks(second, "", "profile second: removed", "404");
    breaks("defaultProfile: reader", "", "default profile reader -> none", "404 for /credentials");
    breaks(
        "second: {",
        "second: {parameters: {job: '[a-z]{1,9}'}, ",
        "profile second: parameter job: none -> [a-z]{1,9}",
        "400");
    breaks(
        "second: {",
        "second: {access: {secretFile: reader.secret}, ",
        "profile second: secrets none -> 1",
        "401 for callers without one");
    breaks("", "requireMetadataToken: true\n", "requireMetadataToken false -> true", "401");
    breaks("", "listen: [127.0.0.1:7999]\n", "listen: 127.0.0.1:7070 removed", "nobody listens");
    breaks("", "admin: 127.0.0.1:7999\n", "admin: 127.0.0.1:7071 removed", "nobody listens");
  }

  /** One profile is the default by itself; a second one beside it makes it none. */
  @Test
  void secondProfileWithoutDefault_breaksCredentials() throws Exception {
    String one = "identities: {main: {type: environment}}\nprofiles:\n  reader: {" + ROLE + "}\n";
    ConfigDifference difference = difference(one, one + "  other: {" + ROLE + "}\n");
    assertThat(lines(difference))
        .containsExactly(
            "broker: default profile reader -> none (breaks: 404 for /credentials and other requests"
                + " that name no profile)",
            "profile other: added, role acs:ram::1234567890123456:role/oss-admin, identity main, no"
                + " policy: the whole role, 1h, for every local process (wider: the whole role)");
    assertThat(difference.warnings()).hasSize(2);
  }

  @Test
  void users_areToldOf_whetherMoreOrFewerMayHaveIt() throws Exception {
    String few = BASE.replace("{secretFile: reader.secret}", "{uids: [1, 2]}");
    String other = few.replace("[1, 2]", "[1, 3]");
    String all = few.replace(", access: {uids: [1, 2]}", "");
    assertThat(lines(difference(few, other)))
        .hasSize(1)
        .first()
        .asString()
        .contains("users uid 1, 2 -> uid 1, 3 (wider: more users may have it")
        .contains("(breaks: 403 for callers of users that are gone)");
    assertThat(lines(difference(few, all)))
        .containsExactly(
            "profile reader: users uid 1, 2 -> none (wider: processes of every user may have it)");
    assertThat(lines(difference(all, few)))
        .containsExactly(
            "profile reader: users none -> uid 1, 2 (breaks: 403 for callers of other users)");
    assertThat(lines(difference(few, BASE)))
        .first()
        .asString()
        .contains("secrets none -> 1", "users uid 1, 2 -> none (wider");
    assertThat(difference(few, few.replace("[1, 2]", "[2, 1]")).isEmpty()).isTrue();
  }

  @Test
  void groups_areToldOf_likeUsers() throws Exception {
    String unix = "listen: [\"unix:/run/a.sock\"]\n" + BASE;
    String few = unix.replace("{secretFile: reader.secret}", "{uids: [7], gids: [1, 2]}");
    assertThat(lines(difference(few, few.replace("gids: [1, 2]", "gids: [2, 3]"))))
        .containsExactly(
            "profile reader: groups gid 1, 2 -> gid 2, 3 (wider: more groups may have it); groups"
                + " gid 1, 2 -> gid 2, 3 (breaks: 403 for callers of groups that are gone)");
    assertThat(lines(difference(few, few.replace(", gids: [1, 2]", ""))))
        .containsExactly(
            "profile reader: groups gid 1, 2 -> none (wider: processes of every group may have it)");
    assertThat(lines(difference(few, few.replace("uids: [7], ", ""))))
        .containsExactly(
            "profile reader: users uid 7 -> none (wider: processes of every user may have it)");
    String plain = "profiles:\n  more: {identity: main, %s, %s".formatted(ROLE, READ);
    assertThat(
            lines(
                difference(
                    few,
                    few.replace("profiles:\n", plain + ", access: {uids: [5], gids: [6]}}\n"))))
        .singleElement()
        .asString()
        .endsWith("for uid 5 for gid 6");
  }

  /** What holds for profiles that say nothing is each one's own, and told for each. */
  @Test
  void defaultAccess_isToldForEachProfileThatSaysNothing() throws Exception {
    String silent = BASE.replace(", access: {secretFile: reader.secret}", "");
    String some = silent + "defaultAccess: {uids: [7]}\n";
    String wider = ": users uid 7 -> none (wider: processes of every user may have it)";
    assertThat(lines(difference(some, silent)))
        .containsExactly("profile reader" + wider, "profile second" + wider);
    String narrower = ": users none -> uid 7 (breaks: 403 for callers of other users)";
    assertThat(lines(difference(silent, some)))
        .containsExactly("profile reader" + narrower, "profile second" + narrower);
    // A secret alone takes its place: the user does not count any more.
    assertThat(lines(difference(some, BASE + "defaultAccess: {uids: [7]}\n")))
        .singleElement()
        .asString()
        .contains("secrets none -> 1 (breaks", "users uid 7 -> none (wider");
  }

  /** A profile that is as closed as the others is no news to who guards them. */
  @Test
  void newProfile_isWorthAWarning_whereItIsMoreOpenThanOthers() throws Exception {
    String guard = "access: {secretFile: reader.secret}";
    told(
        "profiles:\n",
        "profiles:\n  more: {identity: main, %s, %s, %s}\n".formatted(ROLE, READ, guard),
        "added");
    wider(
        "profiles:\n",
        "profiles:\n  more: {identity: main, %s, %s}\n".formatted(ROLE, READ),
        "profile more: added",
        "(wider: every local process may have it, and others want a secret)");
    wider(
        "profiles:\n",
        "profiles:\n  more: {identity: main, %s, %s}\n".formatted(ROLE, guard),
        "profile more: added",
        "(wider: the whole role)");
    String open = BASE.replace(", " + guard, "");
    ConfigDifference none =
        difference(
            open,
            open.replace(
                "profiles:\n",
                "profiles:\n  more: {identity: main, " + ROLE + ", " + READ + "}\n"));
    assertThat(none.warnings()).isEmpty();
    assertThat(lines(none)).singleElement().asString().startsWith("profile more: added");
  }

  @Test
  void fileForAGuardedProfile_isWorthAWarning() throws Exception {
    String kept = "files: [{profile: reader, format: oss, path: keys.json}]\n";
    assertThat(lines(difference(BASE, BASE + kept)))
        .containsExactly(
            "file keys.json: added, profile reader (wider: its readers need no secret, and callers"
                + " do)");
  }

  @Test
  void files_thatGo_orChangeHands_areWorthAWarning() throws Exception {
    String kept = "files: [{profile: second, format: oss, path: keys.json}]\n";
    assertThat(lines(difference(BASE + kept, BASE)))
        .containsExactly("file keys.json: removed (breaks: its readers get no new credentials)");
    assertThat(lines(difference(BASE, BASE + kept)))
        .containsExactly("file keys.json: added, profile second");
    assertThat(lines(difference(BASE + kept, BASE + kept.replace("second", "reader"))))
        .containsExactly(
            "file keys.json: profile second -> reader (wider: its readers get another session)");
    assertThat(lines(difference(BASE + kept, BASE + kept.replace("oss", "env"))))
        .containsExactly(
            "file keys.json: format oss -> env (breaks: its readers find another form)");
  }

  @Test
  void whatNarrows_isTold_andNoMore() throws Exception {
    told("bucket: b-1}}, access", "bucket: b-1, prefix: a/}}, access", "policy ", "(narrower)");
    told("reader: {", "reader: {duration: 30m, ", "duration 1h -> 30m");
    told("reader: {", "reader: {sessionName: other, ", "sessionName sts-broker-host -> other");
    told("second: {", "second: {prefetch: false, ", "prefetch true -> false");
    told("", "sts: {region: cn-beijing}\n", "sts https://sts.cn-hangzhou", "cn-beijing");
    told("reader: {", "reader: {externalId: partner-42, ", "externalId none -> one");
  }

  @Test
  void whatIsNeverShown_isToldAsAnother() throws Exception {
    String partner = BASE.replace("reader: {", "reader: {externalId: partner-42, ");
    assertThat(lines(difference(partner, partner.replace("42", "43"))))
        .containsExactly("profile reader: another externalId");
    String source = BASE.replace("reader: {", "reader: {sourceIdentity: alice, ");
    assertThat(lines(difference(source, source.replace("alice", "bob"))))
        .containsExactly("profile reader: another sourceIdentity");
    assertThat(
            lines(
                difference(
                    source,
                    source.replace("sourceIdentity: alice", "duration: 30m, sourceIdentity: bob"))))
        .containsExactly("profile reader: duration 1h -> 30m; another sourceIdentity");
  }

  @Test
  void anotherNetwork_isWorthAWarning_whereOneIsReachedAlready() throws Exception {
    String one = "allowRemote: true\nlisten: ['192.0.2.2:7072']\n" + BASE;
    ConfigDifference difference = difference(one, one.replace("192.0.2.2", "0.0.0.0"));
    assertThat(lines(difference))
        .singleElement()
        .asString()
        .contains("listen: 0.0.0.0:7072 added (wider: open to other machines)");
  }

  /** Whoever listens on all addresses of a port answers on each of them. */
  @Test
  void addressThatAnotherTakesIn_isStillListenedOn() throws Exception {
    String one = "allowRemote: true\nlisten: ['127.0.0.1:7072']\n" + BASE;
    for (String all : new String[] {"0.0.0.0:7072", "[::]:7072"}) {
      ConfigDifference difference = difference(one, one.replace("127.0.0.1:7072", all));
      assertThat(lines(difference))
          .singleElement()
          .asString()
          .contains("listen: 127.0.0.1:7072 removed, " + all + " takes it in")
          .doesNotContain("nobody listens", "breaks");
    }
    String all = one.replace("127.0.0.1:7072", "0.0.0.0:7072");
    assertThat(lines(difference(all, one)))
        .singleElement()
        .asString()
        .contains("listen: 0.0.0.0:7072 removed (breaks: only 127.0.0.1:7072 is left of it)");
    assertThat(lines(difference(all, one.replace("7072", "7073"))))
        .singleElement()
        .asString()
        .contains("listen: 0.0.0.0:7072 removed (breaks: nobody listens there)");
  }

  private void told(String from, String to, String... parts) throws Exception {
    ConfigDifference difference = changed(from, to);
    assertThat(difference.lines()).hasSize(1).noneMatch(ConfigDifference.Line::warns);
    assertThat(lines(difference).get(0)).contains(parts);
  }

  @Test
  void templates_areComparedForEveryValue() throws Exception {
    String profile =
        "identities: {main: {type: environment}}\nprofiles: {job: {%s, parameters: {job: '[a-z]{1,9}'},"
            + " policy: {preset: oss-read-only, with: {bucket: b-1, prefix: '%s'}}}}\n";
    String own = profile.formatted(ROLE, "jobs/${param.job}/");
    assertThat(difference(own, own).isEmpty()).isTrue();
    assertThat(lines(difference(own, profile.formatted(ROLE, "jobs/${param.job}/in/"))))
        .singleElement()
        .asString()
        .contains("(narrower)");
    // The shortest value, a, is part of the new prefix.
    assertThat(lines(difference(own, profile.formatted(ROLE, "jobs/a/${param.job}/"))))
        .singleElement()
        .asString()
        .contains("wider: it may be");
    assertThat(lines(difference(own, own.replace("{1,9}", "{1,8}"))))
        .singleElement()
        .asString()
        .contains("parameter job: [a-z]{1,9} -> [a-z]{1,8} (wider, and breaks");
  }

  @Test
  void secretInTheConfiguration_isAnother_andIsNotShown() throws Exception {
    String inline =
        "identities: {main: {type: accessKey, id: LTAI5t, secret: %s}}\nprofiles: {p: {%s}}\n";
    assertThat(
            lines(
                difference(
                    inline.formatted("planted-one", ROLE), inline.formatted("planted-two", ROLE))))
        .containsExactly("identity main: another secret (wider: another key may sign)");
  }

  /** What a running broker tells of itself stands for its configuration. */
  @Test
  void outlineAsJson_tellsTheSame_asFarAsItShows() throws Exception {
    String next =
        BASE.replace("defaultProfile: reader", "")
            .replace("reader: {", "reader: {duration: 2h, externalId: partner-42, ")
            .replace("second: {", "second: {access: {secretFile: reader.secret}, ");
    JsonObject json = OutlineJson.write(outline(BASE));
    Outline shown = OutlineJson.read(new JsonObject(json.encode()));
    assertThat(Plan.between(shown, outline(BASE)).isEmpty()).isTrue();
    assertThat(Plan.between(shown, outline(next))).isEqualTo(difference(BASE, next));
    assertThat(json.encode())
        .doesNotContain("secret-of-readers", "partner-42", "oss:Get", "b-1", folder.toString());
    assertThat(lines(Plan.between(shown, outline(BASE.replace("oss-read-only", "oss-get-only")))))
        .allMatch(line -> line.contains("(wider: it may be, for all that its digests tell)"));
  }

  @Test
  void outlineAsJson_tellsGroups_andBrokersOfBeforeHaveNone() throws Exception {
    String some =
        "listen: [\"unix:/run/a.sock\"]\n"
            + BASE.replace("{secretFile: reader.secret}", "{gids: [1]}");
    JsonObject json = OutlineJson.write(outline(some));
    Outline shown = OutlineJson.read(new JsonObject(json.encode()));
    assertThat(Plan.between(shown, outline(some)).isEmpty()).isTrue();
    json.getJsonObject("profiles").forEach(one -> ((JsonObject) one.getValue()).remove("gids"));
    assertThat(lines(Plan.between(OutlineJson.read(json), outline(some))))
        .containsExactly(
            "profile reader: groups none -> gid 1 (breaks: 403 for callers of other groups)");
  }

  @Test
  void strangeJson_isRefused() {
    for (String text :
        List.of("{}", "{\"listen\":[]}", "{\"listen\":{\"a\":\"nowhere\"}}", "{\"listen\":null}")) {
      assertThatThrownBy(() -> OutlineJson.read(new JsonObject(text)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void telling_isBounded_andWarningsComeFirst() throws Exception {
    String many =
        IntStream.range(0, 120)
            .mapToObj(i -> "  p%03d: {%s, %s}\n".formatted(i, ROLE, READ))
            .collect(Collectors.joining());
    String start = "identities: {main: {type: environment}}\nprofiles:\n  p: {" + ROLE + "}\n";
    String next = start.replace("p: {", "p: {duration: 2h, ") + many;
    ConfigDifference.Told told = difference(start, next).told(6_000);
    assertThat(told.lines().get(0).toString()).startsWith("broker: default profile");
    assertThat(told.lines().get(1).toString()).startsWith("profile p: duration");
    assertThat(told.lines().stream().mapToInt(line -> line.toString().length()).sum())
        .isBetween(5_000, 6_000);
    assertThat(told.lines().size() + told.more()).isEqualTo(122);
    assertThat(difference(start, next).told(1_000_000).lines()).hasSize(50);
    assertThat(difference(next, start).told(1_000_000).rest())
        .isEqualTo("72 more changes, 70 of them worth a warning");
  }

  private void wider(String from, String to, String... parts) throws Exception {
    ConfigDifference difference = changed(from, to);
    assertThat(difference.warnings()).as("%s", lines(difference)).isNotEmpty();
    assertThat(difference.warnings().get(0).wider()).isTrue();
    assertThat(difference.warnings().get(0).toString()).contains(parts);
  }

  private void breaks(String from, String to, String... parts) throws Exception {
    ConfigDifference difference = changed(from, to);
    assertThat(difference.warnings()).as("%s", lines(difference)).isNotEmpty();
    assertThat(difference.warnings().get(0).lost()).isTrue();
    assertThat(difference.warnings().get(0).toString()).contains(parts);
  }

  /** What changes where {@code to} stands for the first {@code from}, or before all the rest. */
  private ConfigDifference changed(String from, String to) throws Exception {
    int at = BASE.indexOf(from);
    assertThat(at).as(from).isNotNegative();
    return difference(BASE, BASE.substring(0, at) + to + BASE.substring(at + from.length()));
  }

  private static List<String> lines(ConfigDifference difference) {
    return difference.lines().stream().map(ConfigDifference.Line::toString).toList();
  }

  private ConfigDifference difference(String before, String after) throws Exception {
    BrokerConfig first = config(before);
    BrokerConfig second = config(after);
    Path file = folder.resolve("broker.yaml");
    ConfigDifference difference = Plan.between(first, second, file);
    assertThat(difference)
        .isEqualTo(Plan.between(Outlines.of(first, file), Outlines.of(second, file)));
    return difference;
  }

  private Outline outline(String yaml) throws Exception {
    return Outlines.of(config(yaml), folder.resolve("broker.yaml"));
  }

  private BrokerConfig config(String yaml) throws Exception {
    write("reader.secret", "secret-of-readers-1\n");
    write("two.secret", "secret-of-readers-1\nsecret-of-readers-2\n");
    Path file = write("broker.yaml", yaml);
    return new ConfigReader(name -> null, "host").load(VERTX, file).await(60, TimeUnit.SECONDS);
  }

  private Path write(String name, String text) throws Exception {
    return PrivateFile.write(folder.resolve(name), text);
  }
}
