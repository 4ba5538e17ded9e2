package io.repqc.compiler.compile;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.java.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compiles the C of a network to a shared library, whose only name is that of the run. */
public final class SharedLibrary {
  private static final List<String> OPTIONS = List.of("-std=c99", "-O3", "-fPIC", "-shared");

  private SharedLibrary() {}

  /** What a program has to be lowered for that this compiler takes. */
  public static Target target(CCompiler compiler) {
    return Platform.of(compiler).target();
  }

  /** {@code program} is for the target of the compiler. */
  public static NativeLibrary build(Program program, CCompiler compiler) {
    Platform platform = Platform.of(compiler);
    String file = platform.file(program.name());
    try {
      Path folder = Files.createTempDirectory("repqc");
      try {
        for (Map.Entry<String, String> source : CPrinter.print(program).entrySet()) {
          Files.writeString(folder.resolve(source.getKey()), source.getValue());
        }
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(platform.options());
        arguments.addAll(List.of(program.name() + ".c", "-o", file));
        compiler.compile(folder, arguments);
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        return new NativeLibrary(program, platform.toString(), file, bytes);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
