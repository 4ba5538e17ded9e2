package io.repqc.bench;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.lower.Lowering;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Generated C of a network with one float input and output, compiled, and waiting to be timed. */
final class Generated implements AutoCloseable {
  private static final String NAME = "net";

  private final String label;
  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;
  private final Tensor output;

  private Generated(String label, Process process, Tensor output) {
    this.label = label;
    this.process = process;
    this.output = output;
    this.questions = new PrintWriter(process.outputWriter(), true);
    this.answers = process.inputReader();
  }

  /**
   * Compiles a network.
   *
   * @param compiler the C compiler and its options
   */
  static Generated of(Model integers, Target target, List<String> compiler, Tensor input)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("repqc-bench");
    Program program = Lowering.of(integers, target, NAME, false);
    for (Map.Entry<String, String> file : CPrinter.print(program).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    TensorType result = program.outputs().get(0).type();
    compile(folder, program, compiler, input.count(), result.shape().count());
    Files.write(folder.resolve("x"), input.toBytes());
    Process process =
        new ProcessBuilder("./timing", "x", "y")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Generated generated = new Generated(target + " " + compiler.get(0), process, null);
    generated.nanoseconds(1);
    Tensor output = Tensor.fromBytes(result, Files.readAllBytes(folder.resolve("y")));
    return new Generated(generated.label, process, output);
  }

  private static void compile(
      Path folder, Program program, List<String> compiler, int inputs, int outputs)
      throws IOException, InterruptedException {
    try (InputStream harness = Generated.class.getResourceAsStream("timing.c")) {
      Files.copy(harness, folder.resolve("timing.c"));
    }
    List<String> command = new ArrayList<>(compiler);
    command.addAll(
        List.of(
            "-DMODEL_HEADER=\"net.h\"",
            "-DWORKSPACE=" + program.arena().size(),
            "-DINPUTS=" + inputs,
            "-DOUTPUTS=" + outputs,
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

  /** The median time of so many runs. */
  double nanoseconds(int runs) throws IOException {
    questions.println(runs);
    return Double.parseDouble(answers.readLine());
  }

  /** What the network made of its input. */
  Tensor output() {
    return output;
  }

  @Override
  public String toString() {
    return label;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
