package dev.stsbroker.sink;

import java.nio.file.Path;

/** A process that writes one file, at the path it is given, and ends. */
final class WriteOnce {
  private WriteOnce() {}

  public static void main(String[] args) throws Exception {
    SinkSettings settings = new SinkSettings("reader", SinkFormat.OSS, Path.of(args[0]), false);
    SinkWriter.write(settings, Sessions.number(1));
  }
}
