package dev.stsbroker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection that sends what it is told to, byte by byte, and reads one answer at a time. */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The answer to one request, on a connection of its own. */
  public static RawAnswer ask(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.send(request).read();
    }
  }

  /** A GET of {@code target} with {@code headers}, each ended by CR LF, and a Host. */
  public static String get(String target, String... headers) {
    return request("GET", target, headers);
  }

  /** A request without a body. */
  public static String request(String method, String target, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    text.append("Host: 127.0.0.1:7070\r\n");
    List.of(headers).forEach(header -> text.append(header).append("\r\n"));
    return text.append("\r\n").toString();
  }

  RawConnection send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads an answer whose body is as long as its Content-Length says. */
  RawAnswer read() throws IOException {
    RawAnswer head = readHead();
    String length = head.header("Content-Length");
    if (length == null) {
      throw new AssertionError("no Content-Length in " + head);
    }
    String body = new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    if (body.length() != Integer.parseInt(length)) {
      throw new AssertionError("a body of " + body.length() + " bytes to " + head);
    }
    return new RawAnswer(head.statusLine(), head.headers(), body);
  }

  /** Reads an answer that has no body, whatever its headers say. */
  RawAnswer readHead() throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding")) {
        throw new AssertionError("a chunked answer: " + line);
      }
      headers.add(line);
    }
    return new RawAnswer(statusLine, List.copyOf(headers), "");
  }

  /** Whether the other side has closed; waits for it to close or to send something. */
  boolean ended() throws IOException {
    return in.read() < 0;
  }

  /** How many bytes come before the other side closes, or breaks the connection. */
  long bytesUntilEnd() {
    long bytes = 0;
    try {
      while (in.read() >= 0) {
        bytes++;
      }
    } catch (IOException e) {
      // A connection with something unread is reset.
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed after: " + line);
      }
      line.append((char) next);
    }
    return line.toString().replaceFirst("\r$", "");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
