package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a request's body.
 *
 * @param name without a prefix
 * @param text its own text and that of its children, in order
 * @param children the elements in it
 */
public record XmlNode(String name, String text, List<XmlNode> children) {
  /** The most bytes of a document: OSS's bound for 1,000 keys, and twice what 10,000 parts need. */
  public static final int LARGEST = 2 * 1024 * 1024;

  /** A part has three elements. */
  private static final int MOST_ELEMENTS = 40_000;

  private static final int DEEPEST = 8;

  /**
   * Reads a document; no DTD, no entities but the five.
   *
   * @throws OssRefusal if it is none, or too large
   */
  public static XmlNode read(Buffer body) {
    if (body.length() > LARGEST) {
      throw OssError.MALFORMED_XML.refusal();
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(body.toString()));
      reader.nextTag();
      return element(reader, 1, new int[1]);
    } catch (XMLStreamException e) {
      throw OssError.MALFORMED_XML.refusal();
    }
  }

  private static XmlNode element(XMLStreamReader reader, int depth, int[] seen)
      throws XMLStreamException {
    seen[0]++;
    if (depth > DEEPEST || seen[0] > MOST_ELEMENTS) {
      throw OssError.MALFORMED_XML.refusal();
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlNode> children = new ArrayList<>();
    for (int event = reader.next(); event != XMLStreamReader.END_ELEMENT; event = reader.next()) {
      if (event == XMLStreamReader.START_ELEMENT) {
        XmlNode child = element(reader, depth + 1, seen);
        children.add(child);
        text.append(child.text);
      } else if (reader.hasText()) {
        text.append(reader.getText());
      }
    }
    return new XmlNode(name, text.toString(), List.copyOf(children));
  }

  /** The children of a name. */
  public Stream<XmlNode> all(String child) {
    return children.stream().filter(one -> one.name.equals(child));
  }

  /** The text of the first child of a name; empty if there is none. */
  public String childText(String child) {
    return all(child).map(XmlNode::text).findFirst().orElse("");
  }
}
