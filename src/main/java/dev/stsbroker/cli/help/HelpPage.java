package dev.stsbroker.cli.help;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a command: how it is called, its summary, what it does, its arguments, options and
 * commands, examples. picocli's own pages break lines inside words, examples included.
 *
 * <p>A command's {@code header} is its summary, one sentence, which also stands in the list of its
 * parent. Each element of a {@code description} is a paragraph, or a line as it stands if it begins
 * with a space or is empty. A {@code footer} stands as it is written.
 */
public final class HelpPage {
  /** The widest first column beside which a description still has room. */
  private static final int MOST_LABEL = 28;

  private static final String GAP = "  ";

  private final Help help;

  private HelpPage(Help help) {
    this.help = help;
  }

  /** Gives {@code command} and all below it this form of help. */
  public static void layOut(CommandLine command) {
    Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>(command.getHelpSectionMap());
    sections.put("summary", help -> new HelpPage(help).summary());
    sections.put("description", help -> new HelpPage(help).description());
    sections.put("arguments", help -> new HelpPage(help).arguments());
    sections.put("options", help -> new HelpPage(help).options());
    sections.put("commands", help -> new HelpPage(help).commands());
    sections.put("footer", help -> new HelpPage(help).footer());
    command.setHelpSectionMap(sections);
    List<String> keys = new ArrayList<>();
    keys.add(SECTION_KEY_SYNOPSIS_HEADING);
    keys.add(SECTION_KEY_SYNOPSIS);
    keys.addAll(List.of("summary", "description", "arguments", "options", "commands", "footer"));
    command.setHelpSectionKeys(keys);
  }

  private CommandSpec spec() {
    return help.commandSpec();
  }

  private String summary() {
    return lines(filled(spec().usageMessage().header()));
  }

  private String description() {
    String[] paragraphs = spec().usageMessage().description();
    return paragraphs.length == 0 ? "" : lines(Stream.concat(Stream.of(""), filled(paragraphs)));
  }

  private static Stream<String> filled(String[] paragraphs) {
    return Stream.of(paragraphs).flatMap(one -> Paragraph.fill(one, Paragraph.WIDTH).stream());
  }

  private String arguments() {
    List<Row> rows = new ArrayList<>();
    for (PositionalParamSpec one : spec().positionalParameters()) {
      Text label = help.colorScheme().parameterText(one.paramLabel());
      rows.add(new Row(label, List.of(one.description())));
    }
    return table("Arguments:", rows);
  }

  private String options() {
    List<Row> rows =
        spec().options().stream()
            .filter(option -> !option.hidden())
            .sorted(
                Comparator.comparing(
                        (OptionSpec option) -> option.usageHelp() || option.versionHelp())
                    .thenComparing(OptionSpec::longestName))
            .map(option -> new Row(label(option), List.of(option.description())))
            .toList();
    return table("Options:", rows);
  }

  private Text label(OptionSpec option) {
    boolean shortName = option.shortestName().length() == 2;
    Text label = help.colorScheme().text(shortName ? "" : "    ");
    String separator = "";
    for (String name : option.names()) {
      label = label.concat(separator).concat(help.colorScheme().optionText(name));
      separator = ", ";
    }
    return takesValue(option)
        ? label.concat("=").concat(help.colorScheme().optionParamText(option.paramLabel()))
        : label;
  }

  private static boolean takesValue(ArgSpec option) {
    return option.arity().max() > 0;
  }

  private String commands() {
    List<Row> rows = new ArrayList<>();
    help.subcommands()
        .forEach(
            (name, one) ->
                rows.add(
                    new Row(
                        help.colorScheme().commandText(name),
                        List.of(one.commandSpec().usageMessage().header()))));
    return table("Commands:", rows);
  }

  private String footer() {
    String[] written = spec().usageMessage().footer();
    return written.length == 0 ? "" : lines(Stream.concat(Stream.of(""), Stream.of(written)));
  }

  private static String table(String heading, List<Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    int label =
        rows.stream().mapToInt(Row::width).filter(width -> width <= MOST_LABEL).max().orElse(0);
    Stream<String> body = rows.stream().flatMap(row -> row.lines(label));
    return lines(Stream.concat(Stream.of("", heading), body));
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> line + System.lineSeparator()).collect(Collectors.joining());
  }

  /** What is to be typed, and what it means; the latter on its own lines if the former is long. */
  private record Row(Text label, List<String> paragraphs) {
    int width() {
      return label.plainString().length();
    }

    Stream<String> lines(int widest) {
      String indent = " ".repeat(2 * GAP.length() + widest);
      List<String> text =
          paragraphs.stream()
              .flatMap(one -> Paragraph.fill(one, Paragraph.WIDTH - indent.length()).stream())
              .toList();
      List<String> lines = new ArrayList<>();
      boolean beside = width() <= widest && !text.isEmpty();
      lines.add(GAP + label + (beside ? " ".repeat(widest - width()) + GAP + text.get(0) : ""));
      text.stream().skip(beside ? 1 : 0).forEach(line -> lines.add(indent + line));
      return lines.stream();
    }
  }
}
