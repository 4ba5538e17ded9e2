package io.repqc.maven;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a network is calibrated on: {@code FILE}, or {@code name=FILE} for one of several inputs.
 */
final class DataArgument {
  private DataArgument() {}

  /** With the file as seen from a folder. */
  static String within(Path folder, String argument) {
    int name = nameLength(folder, argument);
    return argument.substring(0, name) + folder.resolve(argument.substring(name)).normalize();
  }

  static Path file(String argument) {
    return Path.of(argument.substring(nameLength(Path.of(""), argument)));
  }

  /** With the sign behind it; 0 for a file alone, whose name may have such a sign. */
  private static int nameLength(Path folder, String argument) {
    return Files.exists(folder.resolve(argument)) ? 0 : argument.indexOf('=') + 1;
  }
}
