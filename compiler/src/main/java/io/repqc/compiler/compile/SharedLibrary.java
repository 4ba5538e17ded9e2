package io.repqc.compiler.compile;

import io.repqc.codegen.Program;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.java.NativeLibrary;
import io.repqc.codegen.lower.Lowering;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.ir.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compiles the C of a network to a shared library, in which a linker sees one name, that of the
 * run.
 */
public final class SharedLibrary {
  private static final List<String> OPTIONS = List.of("-std=c99", "-O3", "-fPIC", "-shared");

  private SharedLibrary() {}

  /** {@code name} is an identifier of C, from which the library gets its name. */
  public static NativeLibrary of(
      Model integers, String name, boolean channelsLast, CCompiler compiler) {
    Platform platform = Platform.of(compiler);
    Program program = Lowering.of(integers, platform.target(), name, channelsLast);
    String file = platform.file(name);
    long products = Inspection.of(integers.graph()).multiplyAccumulates();
    byte[] bytes = compile(program, compiler, platform.options(), file);
    return new NativeLibrary(program, products, platform.toString(), file, bytes);
  }

  private static byte[] compile(
      Program program, CCompiler compiler, List<String> options, String file) {
    try {
      Path folder = Files.createTempDirectory("repqc");
      try {
        for (Map.Entry<String, String> source : CPrinter.print(program).entrySet()) {
          Files.writeString(folder.resolve(source.getKey()), source.getValue());
        }
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(options);
        arguments.addAll(List.of(program.name() + ".c", "-o", file));
        compiler.compile(folder, arguments);
        return Files.readAllBytes(folder.resolve(file));
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
