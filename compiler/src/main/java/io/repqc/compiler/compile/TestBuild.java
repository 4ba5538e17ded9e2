package io.repqc.compiler.compile;

import io.repqc.ir.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Compiles the files of a program, and runs their test if that can be here. */
final class TestBuild {
  private final CCompiler compiler;
  private final Path folder;
  private final String name;
  private final List<String> options = new ArrayList<>(List.of("-std=c99"));

  private TestBuild(CCompiler compiler, List<String> options, Path folder, String name) {
    this.compiler = compiler;
    this.folder = folder;
    this.name = name;
    this.options.addAll(options);
    this.options.add("-D%s_TEST_MAIN".formatted(name.toUpperCase(Locale.ROOT)));
    if (compiler.takes(StackUse.OPTION, folder)) {
      this.options.add(StackUse.OPTION);
    }
  }

  /**
   * {@code sources} are the C files in the folder, with the test; so many bytes of constants are in
   * them.
   */
  static BuildResult run(
      CCompiler compiler,
      List<String> options,
      Path folder,
      String name,
      List<String> sources,
      long constants) {
    return new TestBuild(compiler, options, folder, name).run(sources, constants);
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
            : OptionalLong.empty(),
        stack());
  }

  private String object(String source) {
    String object = source.replaceFirst("c$", "o");
    List<String> arguments = new ArrayList<>(options);
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

  private OptionalInt stack() {
    Path callGraph = folder.resolve(name + ".ci");
    try {
      return Files.exists(callGraph)
          ? StackUse.of(name + "_run", Files.readString(callGraph))
          : OptionalInt.empty();
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
