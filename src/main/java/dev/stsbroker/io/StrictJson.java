package dev.stsbroker.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads the JSON objects of others: one object and nothing behind it, no key twice at one level,
 * nested no deeper than {@link #DEEPEST}. Who calls bounds the length.
 */
public final class StrictJson {
  /** Levels of objects and lists. */
  public static final int DEEPEST = 50;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private StrictJson() {}

  /**
   * The object in {@code text}.
   *
   * @throws JsonProcessingException where it is none, with the place
   */
  public static JsonObject object(String text) throws JsonProcessingException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      requireObject(parser);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return new JsonObject(text);
  }

  /**
   * The object in {@code bytes}.
   *
   * @throws IOException where it is none, or no text
   */
  public static JsonObject object(Buffer bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes.getBytes())) {
      requireObject(parser);
    }
    return new JsonObject(bytes);
  }

  private static void requireObject(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new NoObjectException(parser, "no object");
    }
    parser.skipChildren();
    if (parser.nextToken() != null) {
      throw new NoObjectException(parser, "more than an object");
    }
  }

  /** JSON, but not one object. */
  private static final class NoObjectException extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    NoObjectException(JsonParser parser, String message) {
      super(message, parser.currentTokenLocation());
    }
  }
}
