package dev.stsbroker.config.text;

import dev.stsbroker.config.text.YamlFault.Said;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Puts a correction into the text that it is for: one after which the text cannot be read is worse
 * than none.
 *
 * @param lines of the text
 */
record YamlCorrection(List<YamlLine> lines) {

  /** What is said, with the line to write only if the text can be read with it. */
  Said tried(Said said) {
    return leadsOn(said) ? said : withoutWrite(said);
  }

  /** Whether the text can be read once the line stands there as the message says. */
  private boolean leadsOn(Said said) {
    int at = said.message().indexOf(Problems.WRITE);
    if (at < 0) {
      return true;
    }
    String write =
        said.message().substring(at + Problems.WRITE.length(), said.message().length() - 1);
    YamlLine wrong = lines.get(said.line() - 1);
    String exact = write.startsWith("\" ") ? write.substring(1, write.length() - 1) : write;
    boolean whole = !exact.equals(write) || said.message().startsWith(YamlIndentation.BEGINS);
    String dash = wrong.isItem() && !write.startsWith("- ") ? "- " : "";
    String mended = whole ? exact : " ".repeat(wrong.indent()) + dash + write;
    try {
      String text =
          lines.stream()
              .map(one -> one.number() == said.line() ? mended : one.text())
              .collect(Collectors.joining("\n"));
      Object unused = new Yaml(new SafeConstructor(YamlSyntax.options())).load(text);
      return true;
    } catch (RuntimeException e) {
      // A tag that its value does not fit fails as it pleases.
      return false;
    }
  }

  private static Said withoutWrite(Said said) {
    String message = said.message();
    return new Said(
        said.line(), said.path(), message.substring(0, message.indexOf(Problems.WRITE)) + ")");
  }
}
