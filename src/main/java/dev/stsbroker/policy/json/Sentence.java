package dev.stsbroker.policy.json;

import org.jspecify.annotations.Nullable;

/**
 * The description of what is wrong at one place of a policy. Code that words it otherwise, or shows
 * how to write it, goes by the parts and not by the text.
 *
 * @param kind what it is about
 * @param text what is there and, where nothing is meant in particular, what was expected
 * @param meant what is likely to have been meant instead; null if nothing is
 * @param where under which circumstances it is wrong, with a blank before it; empty for always
 */
public record Sentence(Kind kind, String text, @Nullable String meant, String where) {
  /** What a sentence is about, as far as that makes a difference. */
  public enum Kind {
    /** Anything else. */
    PLAIN,
    /** The name of a member; what is meant is another name. */
    NAME,
    /** A value; what is meant is another value. */
    VALUE,
    /** A word of a text that is no JSON. */
    WORD,
    /** A text that is no JSON. */
    NOT_JSON,
    /** The size of a document; the text shows nothing but numbers. */
    SIZE
  }

  /** A sentence that suggests nothing. */
  public static Sentence of(Kind kind, String text) {
    return new Sentence(kind, text, null, "");
  }

  /** A sentence that asks whether {@code meant} was meant. */
  public static Sentence meaning(Kind kind, String text, String meant) {
    return new Sentence(kind, text, meant, "");
  }

  /** The same, whatever the circumstances. */
  public Sentence always() {
    return new Sentence(kind, text, meant, "");
  }

  /** The whole sentence, for people. */
  @Override
  public String toString() {
    String start = kind == Kind.NOT_JSON ? "not JSON: " : "";
    String end =
        meant == null
            ? ""
            : " (did you mean " + (kind == Kind.WORD ? JsonNode.quoted(meant) : meant) + "?)";
    return start + text + end + where;
  }
}
