package dev.stsbroker.sandbox.oss.admission;

import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Payload;
import dev.stsbroker.sandbox.oss.store.Received;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that was permitted by its head, and whose body is still to come. */
public final class Admission {
  private final Operation operation;
  private final Supplier<Call> call;
  private final @Nullable Source source;
  private final Payload payload;

  public Admission(Operation operation, Call call, @Nullable Source source, Payload payload) {
    this.operation = operation;
    this.call = () -> call;
    this.source = source;
    this.payload = payload;
  }

  /** A form, which says in its body what it asks, before its file. */
  public Admission(PostForm form) {
    this.operation = Operation.POST_OBJECT;
    this.call = form::call;
    this.source = null;
    this.payload = form;
  }

  /** What a request needs before it can be done. */
  public enum Wanted {
    /** Nothing. */
    NOTHING,
    /** Its body, an XML document. */
    TEXT,
    /** Its body, an object's content. */
    CONTENT,
    /** The sums of what it copies. */
    SUMS
  }

  /**
   * What a copy is made of.
   *
   * @param content retained for the copy
   * @param metadata of the object it comes from
   */
  public record Source(Content content, Map<String, String> metadata) {}

  /** What it needs. */
  public Wanted wanted() {
    if (source != null) {
      return Wanted.SUMS;
    }
    return operation.body();
  }

  /**
   * Sums up what is copied; blocks.
   *
   * @throws OssRefusal if it cannot be read
   * @throws IllegalStateException if nothing is copied
   */
  public Received summed() {
    if (source == null) {
      throw new IllegalStateException("nothing is copied");
    }
    try {
      return Received.summed(source.content());
    } catch (OssRefusal refusal) {
      source.content().release();
      throw refusal;
    }
  }

  /**
   * The content in the next bytes of the body, which are given once and in order.
   *
   * @throws OssRefusal if they are not what was signed, or malformed
   */
  public Buffer decoded(Buffer piece) {
    return payload.decoded(piece);
  }

  /**
   * Ends the body.
   *
   * @throws OssRefusal if some of it is missing, or it is not what its sums say
   */
  public void end() {
    payload.end();
  }

  public Operation operation() {
    return operation;
  }

  public Call call() {
    return call.get();
  }

  public @Nullable Source source() {
    return source;
  }
}
