package dev.stsbroker.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks for one path over one connection, with nothing of its own to wait for. */
public final class KeepAliveClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final byte[] request;
  private boolean lastAnswer;

  public KeepAliveClient(int port, String path) throws IOException {
    this(port, path, true);
  }

  /**
   * @param keepAlive whether more than one answer is wanted
   */
  public KeepAliveClient(int port, String path, boolean keepAlive) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\n"
                + (keepAlive ? "" : "Connection: close\r\n")
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** The status of the answer, once all of it is there. */
  public int get() throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      lastAnswer |= lower.equals("connection: close");
      length =
          lower.startsWith("content-length:")
              ? Integer.parseInt(lower.substring(lower.indexOf(':') + 1).trim())
              : length;
    }
    if (in.readNBytes(length).length < length) {
      throw new EOFException("the answer ended in its body");
    }
    return status;
  }

  /** Whether the answer said that it is the last one on this connection. */
  public boolean lastAnswer() {
    return lastAnswer;
  }

  /** Whether the broker closes the connection; waits for it to. */
  public boolean closed() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      line.append((char) next);
    }
    return line.toString().trim();
  }
}
