package io.repqc.tests.nativecode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;

/**
 * A C compiler that may be at hand.
 *
 * @param names of its programs; the first that is there is taken
 * @param flags that all its calls have
 * @param launcher what runs the programs that it makes, if they do not run by themselves: a program
 *     and its options
 */
record CCompiler(List<String> names, List<String> flags, List<String> launcher) {
  static final CCompiler GCC = new CCompiler(List.of("gcc"), List.of(), List.of());
  static final CCompiler CLANG =
      new CCompiler(List.of("clang", "clang-16", "clang-15", "clang-14"), List.of(), List.of());
  static final CCompiler OLD_CLANG = new CCompiler(List.of("clang-14"), List.of(), List.of());
  static final CCompiler GCC_FOR_AARCH64 =
      new CCompiler(List.of("aarch64-linux-gnu-gcc"), List.of("-static"), List.of("qemu-aarch64"));

  /** Its programs run on no machine here. */
  static final CCompiler GCC_FOR_ARM =
      new CCompiler(List.of("arm-none-eabi-gcc"), List.of("-mcpu=cortex-m4"), List.of());

  /** The same with another flag. */
  CCompiler with(String flag) {
    return new CCompiler(names, join(flags, List.of(flag)), launcher);
  }

  /** The test is skipped if the compiler, or what runs its programs, is absent. */
  void assume() {
    assumeTrue(isPresent(), () -> "skipped: there is no " + this + " here");
  }

  boolean isPresent() {
    return names.stream().anyMatch(Command::exists)
        && launcher.stream().limit(1).allMatch(Command::exists);
  }

  /** Compiles in a folder, or fails the test with the compiler's messages. */
  void compile(Path folder, List<String> arguments) {
    tryToCompile(folder, arguments).outputOfSuccess();
  }

  Command tryToCompile(Path folder, List<String> arguments) {
    return Command.run(folder, new byte[0], join(List.of(program()), join(flags, arguments)));
  }

  /** What a program that this compiler made prints, given some input. */
  byte[] launch(Path program, byte[] input) {
    List<String> words = join(launcher, List.of(program.toAbsolutePath().toString()));
    return Command.run(program.toAbsolutePath().getParent(), input, words).outputOfSuccess();
  }

  /** What a linker would see of an object file, as nm prints it. */
  String names(Path folder, String file) {
    return read(folder, "nm", "--format=posix", file);
  }

  /** How many bytes of an object file are loaded: code and data. */
  long size(Path folder, String file) {
    List<String> lines = read(folder, "size", "--format=berkeley", file).lines().toList();
    try (Scanner numbers = new Scanner(lines.get(1))) {
      return numbers.nextLong() + numbers.nextLong();
    }
  }

  /** What a program that reads object files says of one, in the words of this compiler's own. */
  private String read(Path folder, String reader, String... arguments) {
    String own = program().matches(".*-gcc") ? program().replaceAll("gcc$", reader) : reader;
    List<String> words = join(List.of(own), List.of(arguments));
    return new String(Command.run(folder, new byte[0], words).outputOfSuccess(), UTF_8);
  }

  private String program() {
    return names.stream().filter(Command::exists).findFirst().orElseThrow();
  }

  static List<String> join(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  @Override
  public String toString() {
    return names.get(0);
  }
}
