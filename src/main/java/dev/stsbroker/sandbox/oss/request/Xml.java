package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Writes an XML document, element by element. */
public final class Xml {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final StringBuilder text = new StringBuilder(HEAD);

  private Xml() {}

  /** A document with one root element. */
  static Buffer document(String root, Consumer<Xml> children) {
    return Buffer.buffer(new Xml().in(root, children).text.toString());
  }

  /** Adds an element with children. */
  public Xml in(String name, Consumer<Xml> children) {
    return in(name, name, children);
  }

  /** Adds an element with attributes, which {@code tag} has after the name, and children. */
  public Xml in(String tag, String name, Consumer<Xml> children) {
    text.append('<').append(tag).append('>');
    children.accept(this);
    text.append("</").append(name).append('>');
    return this;
  }

  /** Adds an element with text. */
  public Xml put(String name, Object value) {
    return in(name, element -> element.escape(value.toString()));
  }

  /** Adds an element, if its text is not empty. */
  public Xml putIfAny(String name, String value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /** Adds text to the element that is open. */
  public Xml escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        default -> append(character);
      }
    }
    return this;
  }

  private void append(char character) {
    if (character < ' ' && character != '\n' && character != '\t') {
      text.append("&#").append((int) character).append(';');
    } else {
      text.append(character);
    }
  }
}
