package dev.stsbroker.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the project's pages are. */
final class Pages {
  static final Path README = Path.of("README.md");
  static final Path FOLDER = Path.of("src/docs");

  private Pages() {}

  /** README.md and the pages of the manual, without those about single clients; sorted. */
  static List<Path> manual() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README));
    pages.addAll(below(FOLDER, 1));
    return pages;
  }

  /** All pages that people read. */
  static List<Path> all() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README));
    pages.addAll(below(FOLDER, Integer.MAX_VALUE));
    pages.addAll(below(Path.of(".github"), Integer.MAX_VALUE));
    return pages;
  }

  private static List<Path> below(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
