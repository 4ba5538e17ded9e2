package io.repqc.bench;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.c.CPrinter;
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
  private static final String NAME = "net";

  private GeneratedC() {}

  /** {@code compiler} is the C compiler and its options. */
  static TimedProcess start(Integers network, Target target, List<String> compiler)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("repqc-bench");
    Program program = Lowering.of(network.integers(), target, NAME, false);
    for (Map.Entry<String, String> file : CPrinter.print(program).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Tensor input = network.input();
    compile(folder, program, compiler, input.count());
    List<String> command = List.of("./timing", TimedProcess.INPUT, TimedProcess.OUTPUT);
    return TimedProcess.start(folder, command, input);
  }

  private static void compile(Path folder, Program program, List<String> compiler, int inputs)
      throws IOException, InterruptedException {
    try (InputStream harness = GeneratedC.class.getResourceAsStream("timing.c")) {
      Files.copy(harness, folder.resolve("timing.c"));
    }
    List<String> command = new ArrayList<>(compiler);
    command.addAll(
        List.of(
            "-DMODEL_HEADER=\"net.h\"",
            "-DWORKSPACE=" + program.arena().size(),
            "-DINPUTS=" + inputs,
            "-DOUTPUTS=" + program.outputs().get(0).type().shape().count(),
            "-DRUN_MODEL=net_run",
            "timing.c",
            "net.c",
            "-o",
            "timing"));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + said);
    }
  }
}
