package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.text.Redactor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key or a secret that is pasted where something else belongs is not repeated. */
class PastedSecretTest {
  private static final String ROLE = "roleArn: \"acs:ram::1234567890123456:role/r\"";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identities: { a: { type: accessKeyFile, file: %s } }",
        "identities: { a: { type: accessKeyFile, idFile: %s, secretFile: %<s } }",
        "identities: { a: { type: oidc, tokenFile: %s, " + ROLE + ", providerArn: x } }",
        "identities: { a: { type: environment, extra: %s } }",
        "presets: { p: %s }",
        "profiles: { p: { " + ROLE + ", policy: { file: %s } } }",
        "profiles: { p: { " + ROLE + ", policy: %s } }",
        "profiles: { p: { " + ROLE + ", access: { secretFile: %s } } }",
        "profiles: { p: { " + ROLE + ", access: %s } }",
        "profiles: { p: { " + ROLE + ", duration: %s } }",
        "profiles: { p: { roleArn: %s } }",
        "profiles: { p: { " + ROLE + ", sessionNme: %s } }",
        "profiles: { p: { " + ROLE + ", externalId: \"%s !\" } }",
        "profiles: { p: { " + ROLE + ", policy: { preset: %s } } }",
        "identities: { a: { type: accessKey, id: LTAI5tExample, secret:%s } }",
        "identities: { a: { type: accessKey, id: LTAI5tExample, secret %s } }",
        "identities: { a: { type: accessKey, id: LTAI5tExample, secret=%s } }",
        "identities: { a: { type: accessKey, id: LTAI5tExample, %s } }",
        "profiles: { p: { " + ROLE + ", access: { secretFile:%s } } }",
        "%s:",
        "sts: { endpoint: \"https://sts.aliyuncs.com?AccessKeySecret=%s\" }",
        "profiles: { p: { " + ROLE + ", sessionName: \"${env:%s}\" } }",
        "profiles: { p: { " + ROLE + ", sessionName: \"${%s}\" } }",
        "sts: { region: %s }",
        "listen: %s",
        "defaultProfile: %s",
        "files: [{ profile: p, format: oss, path: no/%s }]",
      })
  void secret_isNotRepeated_whereverItIsPasted(String line) {
    for (String secret :
        List.of(
            "Xk29fjQ8sLm3PqR7tUv5WxYz1AbCd2", "LTAI5tAbCdEfGhIjKlMnOpQr", "c2VjcmV0LXM5+xQ==")) {
      String text = line.formatted(secret) + "\n";
      List<String> problems =
          new ConfigFolder(folder).with("broker.yaml", text).problemsOf("broker.yaml");
      assertThat(problems).isNotEmpty().noneMatch(problem -> problem.contains(secret.substring(6)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Xk29fjQ8sLm3PqR7tUv5WxYz1AbCd2, true",
    "0123456789abcdef0123456789abcdef, true",
    "c2VjcmV0LXM5dGhhdA==, true",
    "eyJhbGciOiJSUzI1NiJ9.e30.sig, true",
    "secrets/access-key.json, false",
    "/var/run/secrets/kubernetes.io/serviceaccount/token, false",
    "oss-read-only-reports-2026, false",
    "acs:ram::1234567890123456:role/a1b2c3d4e5f6a7b8c9d0, false",
    "https://sts.cn-hangzhou.aliyuncs.com, false",
    "my-bucket, false"
  })
  void keys_areToldFromNames(String text, boolean key) {
    assertThat(Redactor.isKeyLike(text)).isEqualTo(key);
  }
}
