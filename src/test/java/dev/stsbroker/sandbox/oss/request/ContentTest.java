package dev.stsbroker.sandbox.oss.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.sandbox.oss.handler.ByteRange;
import dev.stsbroker.sandbox.oss.handler.Listing;
import dev.stsbroker.sandbox.oss.store.Crc64;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums, ranges, listings and documents. */
class ContentTest {
  private static final StoredObject OBJECT =
      StoredObject.of(
          Buffer.buffer("x"), Map.of(), StoredObject.Kind.NORMAL, Instant.ofEpochSecond(0));

  @Test
  void crc64_isThatOfTheCheckValue() {
    assertThat(Crc64.of(Buffer.buffer("123456789"))).isEqualTo("11051210869376104954");
    assertThat(Crc64.of(Buffer.buffer())).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, bytes 0-0/10",
    "bytes=2-4, bytes 2-4/10",
    "bytes=8-, bytes 8-9/10",
    "bytes=8-99, bytes 8-9/10",
    "bytes=-3, bytes 7-9/10",
    "bytes=-30, bytes 0-9/10",
    "bytes=10-, none",
    "bytes=4-2, none",
    "bytes=-0, none",
    "bytes=-, none",
    "'bytes=0-1,3-4', none",
    "lines=0-1, none"
  })
  void range_isOfTheContentOrNone(String header, String expected) {
    assertThat(ByteRange.parse(header, 10).map(range -> range.of(10)).orElse("none"))
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<Set<String>> keys() {
    return Arbitraries.strings().withChars("ab/").ofMinLength(1).ofMaxLength(5).set().ofMaxSize(12);
  }

  @Property(tries = 300)
  void pages_haveEveryEntryOnce_andInOrder(
      @ForAll("keys") Set<String> keys,
      @ForAll("delimiter") String delimiter,
      @ForAll("prefix") String prefix,
      @ForAll @IntRange(min = 1, max = 4) int most) {
    NavigableMap<String, StoredObject> all = new TreeMap<>(ObjectStore.KEY_ORDER);
    keys.forEach(key -> all.put(key, OBJECT));
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      Listing page = Listing.of(all, new Listing.Request(prefix, delimiter, after, most));
      TreeSet<String> entries = new TreeSet<>(page.commonPrefixes());
      page.objects().forEach(entry -> entries.add(entry.getKey()));
      seen.addAll(entries);
      after = page.next();
    } while (!after.isEmpty());

    assertThat(seen).containsExactlyElementsOf(expected(keys, prefix, delimiter));
  }

  @Provide
  Arbitrary<String> delimiter() {
    return Arbitraries.of("", "/", "ab");
  }

  @Provide
  Arbitrary<String> prefix() {
    return Arbitraries.of("", "a", "a/", "ab/b");
  }

  private static Set<String> expected(Set<String> keys, String prefix, String delimiter) {
    Set<String> expected = new TreeSet<>();
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        expected.add(end < 0 ? key : key.substring(0, end + delimiter.length()));
      }
    }
    return expected;
  }

  @Test
  void xml_isReadWithoutEntitiesOfItsOwn() {
    assertThat(XmlNode.read(Buffer.buffer("<a><k>x&amp;y</k><k><![CDATA[<]]></k></a>")).all("k"))
        .extracting(XmlNode::text)
        .containsExactly("x&y", "<");
    for (String bad :
        List.of(
            "",
            "<a>",
            "no",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
            "<a>".repeat(20) + "</a>".repeat(20))) {
      assertThatThrownBy(() -> XmlNode.read(Buffer.buffer(bad)))
          .as(bad)
          .isInstanceOf(OssRefusal.class);
    }
  }

  @Test
  void xml_isWrittenEscaped() {
    assertThat(Xml.document("a", xml -> xml.put("k", "<&>\"\u0001")).toString())
        .endsWith("<a><k>&lt;&amp;&gt;&quot;&#1;</k></a>");
  }
}
