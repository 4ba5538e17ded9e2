package io.repqc.compiler.compile;

import io.repqc.ir.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Compiles the files of a program, and runs their test if that can be here. */
final class TestBuild {
  private static final List<String> OPTIONS = List.of("-std=c99", "-O2");

  private final CCompiler compiler;
  private final Path folder;
  private final String name;

  private TestBuild(CCompiler compiler, Path folder, String name) {
    this.compiler = compiler;
    this.folder = folder;
    this.name = name;
  }

  /**
   * {@code sources} are the C files in the folder, with the test; so many bytes of constants are in
   * them.
   */
  static BuildResult run(
      CCompiler compiler, Path folder, String name, List<String> sources, long constants) {
    return new TestBuild(compiler, folder, name).run(sources, constants);
  }

  private BuildResult run(List<String> sources, long constants) {
    List<String> objects = sources.stream().map(this::object).toList();
    List<OptionalLong> sizes =
        objects.stream().filter(file -> !file.equals(name + "_test.o")).map(this::size).toList();
    if (compiler.isForThisMachine()) {
      link(objects);
      runTest();
    }
    return new BuildResult(
        compiler.command(),
        compiler.machine(),
        compiler.isForThisMachine(),
        sizes.stream().allMatch(OptionalLong::isPresent)
            ? OptionalLong.of(sizes.stream().mapToLong(OptionalLong::getAsLong).sum() - constants)
            : OptionalLong.empty());
  }

  private String object(String source) {
    String object = source.replaceFirst("c$", "o");
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.add("-D%s_TEST_MAIN".formatted(name.toUpperCase(Locale.ROOT)));
    arguments.addAll(List.of("-c", source, "-o", object));
    compiler.compile(folder, arguments);
    return object;
  }

  private OptionalLong size(String object) {
    try {
      return ElfSections.allocated(Files.readAllBytes(folder.resolve(object)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void link(List<String> objects) {
    List<String> arguments = new ArrayList<>(objects);
    arguments.addAll(List.of("-o", name + "_test"));
    compiler.compile(folder, arguments);
  }

  private void runTest() {
    List<String> line = new ArrayList<>();
    line.add(folder.resolve(name + "_test").toAbsolutePath().toString());
    if (Files.exists(folder.resolve(name + "_weights.bin"))) {
      line.add(name + "_weights.bin");
    }
    CCompiler.Output output = CCompiler.run(folder, line);
    ModelException.check(
        output.status() == 0,
        "the self-test failed with status %d: compiled by %s (%s), the files do not answer what the"
            + " interpreter does; please report this with the network and the compiler's version",
        output.status(),
        compiler.command(),
        compiler.machine());
  }
}
