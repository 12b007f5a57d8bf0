package dev.stsbroker.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.stsbroker.io.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses a text to a {@link JsonNode}; duplicate keys and trailing text are problems. */
public final class JsonReader {
  /** Far above what RAM takes of any policy, and a bound on what a wrong file can cost. */
  private static final int MAX_LENGTH = 64 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(StrictJson.DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final Problems problems;

  private JsonReader(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** Reads one value; throws {@link PolicyException} where the text is not JSON. */
  public static JsonNode read(String json, Problems problems) {
    if (json.length() > MAX_LENGTH) {
      problems.add("", 0, json.length() + " characters (expected: at most " + MAX_LENGTH + ")");
      throw problems.exception();
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      return new JsonReader(parser, problems).document();
    } catch (JsonProcessingException e) {
      JsonFault.Said said = JsonFault.of(json, e);
      problems.add(said.path(), said.line(), said.sentence());
      throw problems.exception();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string cannot fail", e);
    }
  }

  /** Whether the text is a JSON object, whatever may be wrong with it otherwise. */
  public static boolean readable(String json) {
    try {
      return read(json, new Problems()) instanceof JsonNode.Tree;
    } catch (PolicyException e) {
      return false;
    }
  }

  private JsonNode document() throws IOException {
    if (parser.nextToken() == null) {
      problems.add("", 0, "empty (expected: a JSON object)");
      throw problems.exception();
    }
    JsonNode root = value("");
    if (hasMore()) {
      problems.add("", line(), "text after the end of the document (expected: one JSON object)");
    }
    return root;
  }

  private boolean hasMore() throws IOException {
    try {
      return parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  private JsonNode value(String path) throws IOException {
    int line = line();
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonNode.Tree(members(path), line);
      case START_ARRAY -> new JsonNode.Sequence(items(path), line);
      case VALUE_STRING -> new JsonNode.Text(parser.getText(), line);
      default -> new JsonNode.Literal(parser.getText(), line);
    };
  }

  private Map<String, JsonNode> members(String path) throws IOException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String memberPath = Cursor.join(path, name);
      int line = line();
      parser.nextToken();
      if (members.putIfAbsent(name, value(memberPath)) != null) {
        problems.add(memberPath, line, "written twice (expected: once)");
      }
    }
    return members;
  }

  private List<JsonNode> items(String path) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]"));
    }
    return items;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
