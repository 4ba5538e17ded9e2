package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How much stack the functions of compiled models take, as gcc tells. */
final class StackUse {
  private StackUse() {}

  /** Fails if a function takes more than so many bytes, or as many as it likes. */
  static void check(GeneratedModels models, CCompiler compiler, int most) {
    List<String> problems = new ArrayList<>();
    for (Sample sample : models.samples()) {
      String name = sample.name();
      List<String> words = List.of("-c", "-O2", "-fstack-usage", name + ".c", "-o", name + ".o");
      compiler.compile(models.folder(), words);
      lines(models.folder().resolve(name + ".su")).stream()
          .filter(line -> isProblem(line, most))
          .forEach(problems::add);
    }
    assertEquals("", String.join("\n", problems));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line is a function, how many bytes it takes, and of what kind they are, between tabs. */
  private static boolean isProblem(String line, int most) {
    String[] words = line.split("\t");
    return words[2].equals("dynamic") || Integer.parseInt(words[1]) > most;
  }
}
