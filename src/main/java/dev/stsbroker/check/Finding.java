package dev.stsbroker.check;

import java.util.List;

/**
 * The result of trying one identity or profile at STS.
 *
 * @param outcome how it ended
 * @param subject what was tried, like {@code profile reader}
 * @param sentence what was found, free of secrets
 * @param advice what would mend it, lines for people; empty if there is nothing to say
 */
public record Finding(Outcome outcome, String subject, String sentence, List<String> advice) {
  /** Keeps its own copy of the advice. */
  public Finding {
    advice = List.copyOf(advice);
  }

  /** The outcomes of trying an identity or a profile. */
  public enum Outcome {
    /** It works. */
    OK,
    /** It works, but not as it was meant. */
    WARNING,
    /** It does not work. */
    FAILED,
    /** It was not tried. */
    UNCHECKED
  }

  static Finding of(Outcome outcome, String subject, String sentence) {
    return new Finding(outcome, subject, sentence, List.of());
  }

  @Override
  public String toString() {
    String word =
        switch (outcome) {
          case OK -> "ok";
          case WARNING -> "warning";
          case FAILED -> "FAILED";
          case UNCHECKED -> "not checked";
        };
    StringBuilder text = new StringBuilder("%s: %s: %s".formatted(subject, word, sentence));
    advice.forEach(line -> text.append("\n  ").append(line.replace("\n", "\n  ")));
    return text.toString();
  }
}
