package dev.stsbroker.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.ProxyOptions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
  private static final String STS = "sts.cn-hangzhou.aliyuncs.com";

  @Test
  void proxy_isTheVariables_withItsCredentials() {
    Optional<ProxyOptions> proxy =
        proxies("HTTPS_PROXY", "http://u:p@proxy:8080").forHost(STS, 443);
    assertThat(proxy.map(ProxyOptions::getHost)).contains("proxy");
    assertThat(proxy.map(ProxyOptions::getPort)).contains(8080);
    assertThat(proxy.map(ProxyOptions::getUsername)).contains("u");
    assertThat(proxy.map(ProxyOptions::getPassword)).contains("p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "[::1]"})
  void loopback_isNeverProxied(String host) {
    assertThat(proxies("HTTPS_PROXY", "http://proxy:8080").forHost(host, 443)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sts.cn-hangzhou.aliyuncs.com, true",
    ".aliyuncs.com, true",
    "aliyuncs.com, true",
    "*, true",
    "example.com, false",
    "liyuncs.com, false",
    "*.aliyuncs.com, true",
    "*.example.com, false",
    "*aliyuncs.com, false",
    "aliyuncs.com:443, true",
    "'a.b, ALIYUNCS.COM', true",
    "'', false"
  })
  void noProxy_exempts(String list, boolean exempt) {
    ProxySettings settings =
        new ProxySettings(Map.of("HTTPS_PROXY", "http://proxy:8080", "NO_PROXY", list)::get);
    assertThat(settings.forHost(STS, 443).isEmpty()).isEqualTo(exempt);
  }

  @Test
  void lowerCase_wins() {
    ProxySettings settings =
        new ProxySettings(
            Map.of("HTTPS_PROXY", "http://upper:1", "https_proxy", "http://lower:2")::get);
    assertThat(settings.forHost(STS, 443).map(ProxyOptions::getHost)).contains("lower");
  }

  @Test
  void wrongProxy_isOneSentence_withoutItsPassword() {
    assertThatThrownBy(() -> proxies("HTTPS_PROXY", "http://u:planted@:x").forHost(STS, 443))
        .hasMessage("HTTPS_PROXY is no proxy address (expected: http://[user:password@]host:port)");
  }

  private static ProxySettings proxies(String name, String value) {
    return new ProxySettings(Map.of(name, value)::get);
  }
}
