package dev.stsbroker.testing.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;

/** A connection that sends what it is told to, and reads what comes. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  public RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends the head of a request. */
  public RawHttp head(String method, String target, Map<String, String> headers)
      throws IOException {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    text.append("Host: 127.0.0.1\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return send(text.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  public RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends bytes as one chunk of a body of unknown length; none ends the body. */
  public RawHttp chunk(byte[] bytes) throws IOException {
    send((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    return send(bytes).send("\r\n".getBytes(ISO_8859_1));
  }

  /** The next line; empty at the end of a head. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed after: " + line);
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** Status and code of an answer, as {@link OssSigner#code}. */
  public String answer() throws IOException {
    String status = line().split(" ", -1)[1];
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    String body = new String(in.readNBytes(length), ISO_8859_1);
    int start = body.indexOf("<Code>");
    return status
        + " "
        + (start < 0 ? "OK" : body.substring(start + "<Code>".length(), body.indexOf("</Code>")));
  }

  /** An answer whole: status, headers and body. */
  public String whole() throws IOException {
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      text.append(line).append('\n');
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return text + new String(in.readNBytes(length), ISO_8859_1);
  }

  /** The next bytes. */
  public byte[] read(int length) throws IOException {
    return in.readNBytes(length);
  }

  /** Whether the other side has closed; waits for it to close or to send something. */
  public boolean ended() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
