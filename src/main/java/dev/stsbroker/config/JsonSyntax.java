package dev.stsbroker.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether a text is one JSON object without duplicate keys. */
final class JsonSyntax {
  private static final int DEEPEST = 50;
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonSyntax() {}

  /** The settings in {@code text}; throws {@link ConfigException} with the first problem. */
  static JsonObject read(Path file, String text) {
    check(file, text);
    return new JsonObject(text);
  }

  private static void check(Path file, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ConfigException.of(
            file.toString(), "is not a JSON object (expected: settings by key)");
      }
      skipObject(file, parser);
      if (parser.nextToken() != null) {
        throw ConfigException.of(
            file + position(parser.currentTokenLocation()), "text after the end of the object");
      }
    } catch (JsonProcessingException e) {
      throw ConfigException.of(file + position(e.getLocation()), sentence(e));
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  private static void skipObject(Path file, JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > DEEPEST) {
        throw ConfigException.of(file.toString(), "is nested too deeply to be read");
      }
    }
  }

  private static String position(JsonLocation location) {
    return ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  /** The parser's own words quote the text, which may be a secret. */
  private static String sentence(JsonProcessingException problem) {
    String words = String.valueOf(problem.getOriginalMessage());
    Matcher duplicate = DUPLICATE.matcher(words);
    if (duplicate.find()) {
      return "the key " + duplicate.group(1) + " is there twice";
    }
    return words.contains("end-of-input")
        ? "not JSON: the text ends too early"
        : "not JSON from here";
  }
}
