package dev.stsbroker.sts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
  @ParameterizedTest
  @CsvSource({
    "*, sts.example.com, true",
    "example.com, sts.example.com, true",
    "example.com, example.com, true",
    "EXAMPLE.com, STS.example.COM, true",
    "example.com., sts.example.com, true",
    "example.com, badexample.com, false",
    ".example.com, sts.example.com, true",
    ".example.com, example.com, false",
    "*.example.com, sts.example.com, true",
    "*.example.com, a.b.example.com, true",
    "*.example.com, example.com, false",
    "*.example.com, badexample.com, false",
    "'a.b  *.example.com', sts.example.com, true",
    "'a.b,,*.example.com,', sts.example.com, true",
    "example.com:443, sts.example.com, true",
    "*.example.com:443, sts.example.com, true",
    "example.com:8443, sts.example.com, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3:443, 10.1.2.3, true",
    "10.1.2.3:80, 10.1.2.3, false",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.1.2.0/23, 10.1.3.9, true",
    "0.0.0.0/0, 192.0.2.1, true",
    "10.0.0.0/33, 10.1.2.3, false",
    "10.0.0.0/-1, 10.1.2.3, false",
    "10.0.0.0/x, 10.1.2.3, false",
    "10.0.0.0/8, 10.example.com, false",
    "2001:db8::/32, '[2001:db8::7]', true",
    "2001:db8::7, '[2001:db8:0:0::7]', true",
    "'[2001:db8::7]:443', '[2001:db8::7]', true",
    "'[2001:db8::7]:80', '[2001:db8::7]', false",
    "2001:db8::/32, 10.1.2.3, false",
    ".2.3, 10.1.2.3, true",
    "., sts.example.com, false",
    "*., sts.example.com, false",
    ":443, sts.example.com, false",
    "'', sts.example.com, false"
  })
  void entries_exemptWhatCurlAndGoExempt(String list, String host, boolean exempt) {
    assertThat(new NoProxy(list).exempts(host, 443)).isEqualTo(exempt);
  }
}
