package dev.stsbroker.cli.client.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stsbroker.secret.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running broker, asked over its own listener.
 *
 * @param address where it listens
 * @param secret what proves who asks; null if nothing does
 * @param owner whom the secret may be sent to
 * @param patience how long it may take to answer
 */
public record Broker(
    BrokerAddress address, @Nullable Secret secret, BrokerOwner owner, Duration patience) {
  public static final String URL = "--url";
  public static final String SECRET_FILE = "--secret-file";
  public static final String OWNER = BrokerOwner.OPTION;
  private static final String URL_VARIABLE = "STS_BROKER_URL";
  private static final String SECRET_VARIABLE = "STS_BROKER_SECRET_FILE";
  private static final String OWNER_VARIABLE = "STS_BROKER_UID";
  private static final String DEFAULT_URL = "http://127.0.0.1:7070";

  /** Longer than a broker waits for STS, shorter than clients wait for a command (OSS Go: 15 s). */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LEAST = Duration.ofSeconds(1);

  /** The one that options and variables name, options first. */
  public static Broker named(Arguments arguments, Terminal terminal) throws ClientException {
    Named url = Named.of(arguments.option(URL), URL, URL_VARIABLE, terminal);
    Named file = Named.of(arguments.option(SECRET_FILE), SECRET_FILE, SECRET_VARIABLE, terminal);
    Named uid = Named.of(arguments.option(OWNER), OWNER, OWNER_VARIABLE, terminal);
    BrokerAddress address =
        BrokerAddress.parse(
            url == null ? URL : url.where(), url == null ? DEFAULT_URL : url.value());
    Secret secret = file == null ? null : SecretLine.read(file.where(), file.value());
    BrokerOwner owner =
        uid == null ? BrokerOwner.self() : BrokerOwner.parse(uid.where(), uid.value());
    return new Broker(address, secret, owner, PATIENCE);
  }

  /** The same, given {@code left} to answer; a second at least, the usual patience at most. */
  public Broker within(Duration left) {
    Duration most = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
    return new Broker(address, secret, owner, most.compareTo(LEAST) < 0 ? LEAST : most);
  }

  /** The credentials of {@code selection}, whole. */
  public ServedCredentials credentials(Selection selection, Terminal terminal)
      throws ClientException {
    BrokerAnswer answer = ask(selection.path(), terminal);
    if (answer.status() != 200) {
      throw refusal(answer);
    }
    try {
      return ServedCredentials.read(answer.body());
    } catch (ParseException e) {
      throw ClientException.failed(
          address.url() + ": the answer is no broker's: " + e.getMessage());
    }
  }

  /** Returns if every credential that is kept ready is there. */
  public void ready(Terminal terminal) throws ClientException {
    BrokerAnswer answer = ask("/readyz", terminal);
    if (answer.status() == 503) {
      throw ClientException.notReady(address.url() + ": not every profile has a credential yet");
    }
    if (answer.status() != 200) {
      throw refusal(answer);
    }
  }

  private BrokerAnswer ask(String path, Terminal terminal) throws ClientException {
    try {
      return new BrokerConnection(terminal.surroundings(), patience)
          .exchange(address, request(path), secret == null ? null : owner);
    } catch (BrokerOwner.StrangerException e) {
      throw ClientException.failed(address.url() + ": " + e.getMessage());
    } catch (BrokerConnection.TimeUpException e) {
      throw ClientException.notReady(
          address.url() + ": no answer within " + patience.plusMillis(999).toSeconds() + " s");
    } catch (ProtocolException e) {
      throw ClientException.failed(
          address.url() + ": the answer is no broker's: " + e.getMessage());
    } catch (IOException e) {
      throw ClientException.passing(address.url() + ": " + unreachable(e));
    }
  }

  private byte[] request(String path) {
    String text = "GET " + path + " HTTP/1.1\r\nHost: " + address.host() + "\r\n";
    if (secret != null) {
      text += "Authorization: Bearer " + secret.reveal() + "\r\n";
    }
    text += "Accept: application/json\r\nUser-Agent: sts-broker\r\nConnection: close\r\n\r\n";
    return text.getBytes(ISO_8859_1);
  }

  private String unreachable(IOException e) {
    if (e instanceof UnknownHostException) {
      return "no such host";
    }
    return e instanceof ConnectException || !address.isHttp()
        ? "no broker answers (is it running?)"
        : "the connection broke: " + ShellText.shown(String.valueOf(e.getMessage()));
  }

  private ClientException refusal(BrokerAnswer answer) {
    String said = "HTTP status " + answer.status();
    try {
      Map<String, String> members = FlatJson.read(answer.body());
      String code = members.get("Code");
      String message = members.get("Message");
      if (code != null && message != null) {
        said = ShellText.shown(code + ": " + message);
      }
    } catch (ParseException e) {
      // The text is not a broker's: only the status is shown.
    }
    String line = address.url() + ": " + said;
    if (answer.status() == 503) {
      return ClientException.notReady(line);
    }
    return answer.status() >= 500 ? ClientException.passing(line) : ClientException.failed(line);
  }

  /** A value, and where it was found. */
  private record Named(String where, String value) {
    static @Nullable Named of(
        @Nullable String given, String option, String variable, Terminal terminal) {
      if (given != null) {
        return new Named(option, given);
      }
      String value = terminal.surroundings().variable(variable);
      return value == null || value.isEmpty() ? null : new Named("$" + variable, value);
    }
  }
}
