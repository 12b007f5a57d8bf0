package dev.stsbroker.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format, byte for byte. */
class SinkTextTest {
  private static final String PATTERN = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z";

  @ParameterizedTest
  @EnumSource(names = {"OSS", "PAIMON"})
  void flatJson_isWhatOssAndPaimonRead(SinkFormat format) throws Exception {
    assertThat(text(format))
        .isEqualTo(
            "{\"AccessKeyId\":\"STS.N7\",\"AccessKeySecret\":\"secret+7/x=\","
                + "\"SecurityToken\":\"CAIS7+/==\",\"Expiration\":\"2026-01-02T03:04:05Z\"}");
  }

  @Test
  void pyodps_isToldAnEarlierEnd() throws Exception {
    assertThat(text(SinkFormat.PYODPS))
        .isEqualTo(
            "{\"accessKeyId\":\"STS.N7\",\"accessKeySecret\":\"secret+7/x=\","
                + "\"securityToken\":\"CAIS7+/==\",\"expiration\":\"2026-01-02T02:49:05Z\"}");
  }

  /** Refreshes come at half the life at the latest: then the file is another already. */
  @ParameterizedTest
  @ValueSource(ints = {15, 30, 44, 45, 46, 60, 150, 720})
  void pyodpsEnd_isAfterTheNextRefresh_andLeavesTimeToWork(int minutes) throws Exception {
    Duration life = Duration.ofMinutes(minutes);
    byte[] file = new SinkText(Sessions.lasting(life)).file(SinkFormat.PYODPS);
    String said = new JsonObject(new String(file, UTF_8)).getString("expiration");
    assertThat(said).matches(PATTERN);
    Instant end = Sessions.ISSUED.plus(life);
    assertThat(Instant.parse(said))
        .isAfter(Sessions.ISSUED.plus(life.dividedBy(2)))
        .isBeforeOrEqualTo(end.minus(Duration.ofMinutes(5)))
        .isAfterOrEqualTo(end.minus(Duration.ofMinutes(15)));
  }

  @Test
  void aliyunConfig_hasOneProfile_ofModeStsToken() throws Exception {
    assertThat(text(SinkFormat.ALIYUN_CONFIG))
        .isEqualTo(
            "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"StsToken\","
                + "\"access_key_id\":\"STS.N7\",\"access_key_secret\":\"secret+7/x=\","
                + "\"sts_token\":\"CAIS7+/==\"}]}");
  }

  @Test
  void aliyunConfig_hasTheRegion_whenOneIsSet() throws Exception {
    byte[] file = new SinkText(Sessions.number(7), "cn-hangzhou").file(SinkFormat.ALIYUN_CONFIG);
    assertThat(new String(file, UTF_8))
        .isEqualTo(
            text(SinkFormat.ALIYUN_CONFIG).replace("}]}", ",\"region_id\":\"cn-hangzhou\"}]}"));
  }

  @Test
  void aws_hasOneSection() throws Exception {
    assertThat(text(SinkFormat.AWS))
        .isEqualTo(
            """
            # Written by sts-broker, replaced at every refresh.
            [default]
            aws_access_key_id = STS.N7
            aws_secret_access_key = secret+7/x=
            aws_session_token = CAIS7+/==
            """);
  }

  @Test
  void env_hasAlibabaCloudsVariables_andThoseOfOss() throws Exception {
    assertThat(text(SinkFormat.ENV))
        .isEqualTo(
            """
            # Written by sts-broker, replaced at every refresh.
            ALIBABA_CLOUD_ACCESS_KEY_ID=STS.N7
            ALIBABA_CLOUD_ACCESS_KEY_SECRET=secret+7/x=
            ALIBABA_CLOUD_SECURITY_TOKEN=CAIS7+/==
            OSS_ACCESS_KEY_ID=STS.N7
            OSS_ACCESS_KEY_SECRET=secret+7/x=
            OSS_SESSION_TOKEN=CAIS7+/==
            """);
  }

  @Test
  void jindo_hasThreeFiles_theIdLast() {
    Map<String, byte[]> files = new SinkText(Sessions.number(7)).folder();
    assertThat(files.keySet()).containsExactly("SecurityToken", "AccessKeySecret", "AccessKeyId");
    assertThat(files.values().stream().map(bytes -> new String(bytes, UTF_8)))
        .containsExactly("CAIS7+/==", "secret+7/x=", "STS.N7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\nb=c", "$(id)", "'", "\"", "a#b", "`id`", "a;b"})
  void awsAndEnv_areNotWritten_whenACharacterWouldNeedQuotes(String token) {
    SinkText text = new SinkText(Sessions.withToken(token));
    for (SinkFormat format : List.of(SinkFormat.AWS, SinkFormat.ENV)) {
      assertThatThrownBy(() -> text.file(format))
          .isInstanceOf(SinkException.class)
          .hasMessageNotContaining(token);
    }
  }

  @Test
  void words_areThoseOfTheConfiguration() {
    assertThat(EnumSet.allOf(SinkFormat.class))
        .extracting(SinkFormat::word)
        .containsExactly("oss", "aliyun-config", "pyodps", "paimon", "aws", "jindo", "env");
    assertThat(EnumSet.allOf(SinkFormat.class))
        .allMatch(format -> SinkFormat.of(format.word()) == format);
  }

  private static String text(SinkFormat format) throws Exception {
    return new String(new SinkText(Sessions.number(7)).file(format), UTF_8);
  }
}
