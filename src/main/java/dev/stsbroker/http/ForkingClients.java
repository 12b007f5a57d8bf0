package dev.stsbroker.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Clients that are known to share their connections with the children of their process, who then
 * read each other's answers. They are told by what they send as {@code User-Agent}, and each of
 * their connections ends with its answer.
 */
final class ForkingClients {
  /**
   * One kind of them.
   *
   * @param word what is in the {@code User-Agent}, in any case; lower case here
   * @param who the clients, and what they share
   */
  record Row(String word, String who) {}

  /** All kinds, as the page on security lists them. */
  static final List<Row> TABLE =
      List.of(
          new Row("python", "requests, urllib3, aiohttp, httpx, botocore, Tea: one pool a process"),
          new Row("libcurl", "pycurl, R's curl and httr: handles of the process (curl issue 131)"),
          new Row("aws-sdk-cpp", "pyarrow, DuckDB: curl handles of the process"),
          new Row("php", "curl handles over pcntl_fork (php-src issue 10633)"),
          new Row("guzzle", "the same, by PHP's Guzzle"),
          new Row("symfony", "the same, by Symfony's client (symfony issue 49390)"),
          new Row("ruby", "AWS SDK for Ruby, net/http: pools of the process (aws-sdk issue 225)"),
          new Row("typhoeus", "curl handles of a Ruby process (typhoeus issue 426)"),
          new Row("httpx", "persistent sessions of a Ruby process (httpx issue 74)"));

  private ForkingClients() {}

  /**
   * Whether a client may have shared its connection by forking.
   *
   * @param agent its {@code User-Agent}; null without one
   */
  static boolean include(@Nullable String agent) {
    if (agent == null) {
      return false;
    }
    String lower = agent.toLowerCase(Locale.ROOT);
    for (Row row : TABLE) {
      if (lower.contains(row.word())) {
        return true;
      }
    }
    return false;
  }
}
