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
    return withReadme(Files.list(FOLDER));
  }

  /** All pages that people read. */
  static List<Path> all() throws IOException {
    return withReadme(Stream.concat(Files.walk(FOLDER), Files.walk(Path.of(".github"))));
  }

  private static List<Path> withReadme(Stream<Path> files) {
    List<Path> pages = new ArrayList<>(List.of(README));
    try (files) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }
}
