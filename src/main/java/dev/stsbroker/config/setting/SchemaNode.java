package dev.stsbroker.config.setting;

import static java.util.Objects.requireNonNull;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of Vert.x's JSON as the schema validator sees it.
 *
 * @param value null, a boolean, number, string, {@link JsonArray} or {@link JsonObject}
 * @param pointer where it is in its document, as a JSON pointer (RFC 6901)
 */
record SchemaNode(@Nullable Object value, String pointer) implements JsonNode {

  /** Makes nodes of {@link JsonObject}s, and of the text of one. */
  static final class Factory implements JsonNodeFactory {
    @Override
    public JsonNode wrap(Object value) {
      return value instanceof JsonNode node ? node : new SchemaNode(value, "");
    }

    @Override
    public JsonNode create(String json) {
      return new SchemaNode(new JsonObject(json), "");
    }
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    if (value == null) {
      return SimpleType.NULL;
    }
    if (value instanceof Boolean) {
      return SimpleType.BOOLEAN;
    }
    if (value instanceof Number) {
      return asNumber().stripTrailingZeros().scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }
    if (value instanceof JsonArray) {
      return SimpleType.ARRAY;
    }
    return value instanceof JsonObject ? SimpleType.OBJECT : SimpleType.STRING;
  }

  @Override
  public boolean asBoolean() {
    return Boolean.TRUE.equals(value);
  }

  @Override
  public String asString() {
    return String.valueOf(value);
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return new BigDecimal(asString());
  }

  @Override
  public List<JsonNode> asArray() {
    JsonArray items = (JsonArray) requireNonNull(value);
    List<JsonNode> nodes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      nodes.add(new SchemaNode(items.getValue(i), pointer + "/" + i));
    }
    return nodes;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    ((JsonObject) requireNonNull(value)).forEach(entry -> nodes.put(entry.getKey(), child(entry)));
    return nodes;
  }

  private JsonNode child(Map.Entry<String, Object> entry) {
    return new SchemaNode(
        entry.getValue(), pointer + "/" + JsonNode.encodeJsonPointer(entry.getKey()));
  }
}
