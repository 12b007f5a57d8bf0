package dev.stsbroker.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Decodes requests with a bound on the number of their header lines, and decodes none while the
 * connection may hold no more. Netty bounds the bytes of a head alone, and each line of it costs
 * some hundred bytes of heap however short it is.
 */
final class BoundedDecoder extends VertxHttpRequestDecoder {
  private final int mostLines;
  private int lines;
  private boolean held;
  private boolean withinHead;

  BoundedDecoder(Http1ServerConfig config, int mostLines) {
    super(config);
    this.mostLines = mostLines;
  }

  /** Decodes nothing from now on; bytes that were read wait. */
  void hold() {
    held = true;
  }

  /** Decodes what waits, and what comes. */
  void resume(ChannelHandlerContext context) throws Exception {
    if (held) {
      held = false;
      channelRead(context, Unpooled.EMPTY_BUFFER);
      // Vert.x sends its answers when a read is complete.
      channelReadComplete(context);
    }
  }

  boolean isHeld() {
    return held;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (!held) {
      super.decode(context, buffer, out);
      withinHead &= out.isEmpty();
    }
  }

  /** How many bytes wait to be decoded. */
  int backlog() {
    return actualReadableBytes();
  }

  /** Whether a request has begun and is not decoded. */
  boolean isWithinHead() {
    return withinHead || backlog() > 0;
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    lines = 0;
    withinHead = true;
    return super.createMessage(initialLine);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] text, int start, int length) {
    lines++;
    if (lines > mostLines) {
      throw new TooLongHttpHeaderException("more than " + mostLines + " header lines");
    }
    if (length == 0) {
      throw new IllegalArgumentException("a header without a name");
    }
    return super.splitHeaderName(text, start, length);
  }
}
