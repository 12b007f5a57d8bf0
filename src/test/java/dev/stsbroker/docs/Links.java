package dev.stsbroker.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of pages, and where they lead. */
final class Links {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("(?s)`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

  private Links() {}

  /** Where the links of {@code page} lead, as they are written; those in code are none. */
  static List<String> of(Path page) throws IOException {
    return LINK.matcher(CODE.matcher(prose(page)).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .toList();
  }

  /** The links of {@code page} that lead nowhere in the project, each with what is wrong. */
  static List<String> broken(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : of(page)) {
      String wrong = wrong(page, link);
      if (!wrong.isEmpty()) {
        broken.add(page + ": " + link + ": " + wrong);
      }
    }
    return broken;
  }

  /** The page or file that a relative {@code link} of {@code page} leads to. */
  static Path target(Path page, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? page : page.resolveSibling(path).normalize();
  }

  private static String wrong(Path page, String link) throws IOException {
    if (link.matches("[a-z]+:.*")) {
      return link.startsWith("https://") ? "" : "neither relative nor https";
    }
    Path target = target(page, link);
    if (!Files.exists(target) || target.startsWith("target") || target.startsWith("..")) {
      return "there is no such file";
    }
    int mark = link.indexOf('#');
    return mark < 0 || anchors(target).contains(link.substring(mark + 1))
        ? ""
        : "there is no such heading";
  }

  /** The anchors that GitHub gives the headings of {@code page}. */
  static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher heading = HEADING.matcher(prose(page));
    while (heading.find()) {
      String anchor =
          LINK.matcher(heading.group(1).strip())
              .replaceAll(link -> link.group().replaceAll("^\\[|].*", ""))
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private static String prose(Path page) throws IOException {
    return FENCE.matcher(Files.readString(page)).replaceAll("");
  }
}
