package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a linker sees of compiled models. */
final class Symbols {
  /** The functions that C compilers call of their own accord, in the names of gcc and clang. */
  private static final Pattern NEEDED =
      Pattern.compile(
          "memcpy|memmove|memset|_GLOBAL_OFFSET_TABLE_|__stack_chk_\\w+"
              + "|__(aeabi|aarch64|gnu)_\\w+|__cpu_(model|indicator_init)"
              + "|__u?(div|mod|divmod)[sd]i[34]|__(mul|ashl|ashr|lshr|cmp)di[23]");

  private static final String WRITABLE = "BbCDdGgSs";

  /** What isa_x86.h remembers of the processor, which is the same for all who ask. */
  private static final Pattern REMEMBERED =
      Pattern.compile("(x86_features\\.)?known_features(\\.\\d+)?");

  private Symbols() {}

  /** Fails if an object file gives more than its model's names, needs more, or can be written. */
  static void check(GeneratedModels models, CCompiler compiler) {
    List<String> problems = new ArrayList<>();
    for (Sample sample : models.samples()) {
      // Code that may lie anywhere has constant pointers where the loader can write them.
      List<String> words =
          List.of("-c", "-O2", "-fno-pie", sample.name() + ".c", "-o", sample.name() + ".o");
      compiler.compile(models.folder(), words);
      compiler
          .names(models.folder(), sample.name() + ".o")
          .lines()
          .filter(line -> isProblem(line, sample.name()))
          .forEach(line -> problems.add(sample.name() + ".o: " + line));
    }
    assertEquals("", String.join("\n", problems));
  }

  /** A line is a name, the letter of its kind, and numbers. */
  static boolean isProblem(String line, String prefix) {
    String[] words = line.split(" ");
    char kind = words[1].charAt(0);
    if (kind == 'U' || kind == 'w') {
      return !NEEDED.matcher(words[0]).matches();
    }
    return WRITABLE.indexOf(kind) >= 0 && !REMEMBERED.matcher(words[0]).matches()
        || Character.isUpperCase(kind) && !words[0].startsWith(prefix + "_");
  }
}
