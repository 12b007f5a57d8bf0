package dev.stsbroker.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/**
 * The words that complete the value of an option or argument.
 *
 * @param file whether it is a file's path
 * @param choices the values there are; empty if they are not known
 */
record Word(boolean file, List<String> choices) {

  static Word of(ArgSpec argument) {
    List<String> choices = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(choices::add);
    }
    boolean file = List.of(argument.auxiliaryTypes()).contains(Path.class);
    return new Word(file || argument.type() == Path.class, List.copyOf(choices));
  }

  /** The first sentence of its description, without the period. */
  static String about(String[] description) {
    String first = description.length == 0 ? "" : description[0];
    int end = first.indexOf(". ");
    String sentence = end < 0 ? first : first.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
