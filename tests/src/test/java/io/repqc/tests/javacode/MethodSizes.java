package io.repqc.tests.javacode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** How long the methods of class files are, as the JDK's disassembler says. */
final class MethodSizes {
  /** Where an instruction begins. */
  private static final Pattern INSTRUCTION = Pattern.compile("(?m)^ +(\\d+): [a-z]");

  private MethodSizes() {}

  /** Where the last instruction of the longest method begins. */
  static int longest(Path classes) throws IOException {
    List<String> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.map(Path::toString).filter(file -> file.endsWith(".class")).toList();
    }
    int longest = 0;
    for (String file : files) {
      StringWriter text = new StringWriter();
      PrintWriter out = new PrintWriter(text);
      ToolProvider.findFirst("javap").orElseThrow().run(out, out, "-c", "-p", file);
      Matcher instructions = INSTRUCTION.matcher(text.toString());
      while (instructions.find()) {
        longest = Math.max(longest, Integer.parseInt(instructions.group(1)));
      }
    }
    return longest;
  }
}
