package io.repqc.bench;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.java.NativeLibrary;
import io.repqc.codegen.lower.Lowering;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Generated C of a network with one float input and output, compiled to a program. */
final class GeneratedC {
  static final String NAME = "net";

  private GeneratedC() {}

  /** {@code compiler} is the C compiler and its options. */
  static TimedProcess start(Integers network, Target target, List<String> compiler)
      throws IOException, InterruptedException {
    Program program = Lowering.of(network.integers(), target, NAME, false);
    return start(network, program, Scratch.folder(), compiler, "net.c");
  }

  /** The C in a library, so that it is the same for all who call it. */
  static TimedProcess start(Integers network, NativeLibrary library, List<String> compiler)
      throws IOException, InterruptedException {
    Path folder = Scratch.folder();
    Files.write(folder.resolve(library.file()), library.bytes());
    return start(network, library.program(), folder, compiler, library.file(), "-Wl,-rpath,.");
  }

  private static TimedProcess start(
      Integers network, Program program, Path folder, List<String> compiler, String... code)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> file : CPrinter.print(program).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Tensor input = network.input();
    List<String> command = new ArrayList<>(compiler);
    command.addAll(harness(folder, program, input.count()));
    command.addAll(List.of(code));
    compile(folder, command);
    List<String> words = List.of("./timing", TimedProcess.INPUT, TimedProcess.OUTPUT);
    return TimedProcess.start(folder, words, input);
  }

  private static List<String> harness(Path folder, Program program, int inputs) throws IOException {
    try (InputStream harness = GeneratedC.class.getResourceAsStream("timing.c")) {
      Files.copy(harness, folder.resolve("timing.c"));
    }
    return List.of(
        "-DMODEL_HEADER=\"net.h\"",
        "-DWORKSPACE=" + program.arena().size(),
        "-DINPUTS=" + inputs,
        "-DOUTPUTS=" + program.outputs().get(0).type().shape().count(),
        "-DRUN_MODEL=net_run",
        "-o",
        "timing",
        "timing.c");
  }

  private static void compile(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + said);
    }
  }
}
