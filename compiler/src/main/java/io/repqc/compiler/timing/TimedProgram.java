package io.repqc.compiler.timing;

import io.repqc.compiler.compile.CCompiler;
import io.repqc.compiler.timing.GeneratedFolder.Port;
import io.repqc.compiler.timing.TimingResult.LayerTime;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Generated code with a harness, as a process that answers how long runs take. */
final class TimedProgram implements AutoCloseable {
  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;
  private final int layers;

  private TimedProgram(Process process, int layers) {
    this.process = process;
    this.layers = layers;
    this.questions = new PrintWriter(process.outputWriter(), true);
    this.answers = process.inputReader();
  }

  /**
   * Compiles the program into a folder and starts it.
   *
   * @param isLayered whether it says what each layer takes, which costs a little time itself
   */
  static TimedProgram start(
      GeneratedFolder program,
      CCompiler compiler,
      List<String> options,
      Path scratch,
      boolean isLayered) {
    try (InputStream harness = TimedProgram.class.getResourceAsStream("harness.c")) {
      Files.write(scratch.resolve("harness.c"), harness.readAllBytes());
      Files.writeString(scratch.resolve("subject.h"), subject(program));
      String file = isLayered ? "layers" : "whole";
      List<String> words = new ArrayList<>(options);
      words.addAll(List.of("-I" + program.folder().toAbsolutePath(), "-I."));
      if (isLayered) {
        words.add("-D%s_HOOK=hear".formatted(program.prefix()));
        words.add("-DBY_LAYER");
      }
      words.add("harness.c");
      words.addAll(program.sources());
      words.addAll(List.of("-o", file));
      compiler.compile(scratch, words);
      Path weights = program.folder().resolve(program.name() + "_weights.bin").toAbsolutePath();
      Process process =
          new ProcessBuilder(scratch.resolve(file).toAbsolutePath().toString(), weights.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new TimedProgram(process, program.layers());
    } catch (IOException e) {
      throw FileProblem.of(scratch, "cannot be used for timing", e);
    }
  }

  /** What the harness has to know of the program, as macros and declarations. */
  private static String subject(GeneratedFolder program) {
    StringBuilder text = new StringBuilder("#include \"%s.h\"\n".formatted(program.name()));
    List<Port> ports = program.ports();
    for (int i = 0; i < ports.size(); i++) {
      text.append(
          "static %s port_%d[%s_SIZE];\n".formatted(ports.get(i).type(), i, ports.get(i).macro()));
    }
    String arguments =
        IntStream.range(0, ports.size())
            .mapToObj(i -> "port_%d, ".formatted(i))
            .collect(Collectors.joining());
    text.append("#define LAYERS %s_LAYERS\n".formatted(program.prefix()));
    text.append("%s_WORKSPACE(workspace);\n".formatted(program.prefix()));
    if (program.hasBinaryWeights()) {
      text.append("#define WEIGHTS_SIZE %s_WEIGHTS_SIZE\n".formatted(program.prefix()));
    }
    text.append(
        "#define RUN(weights) %s_run(%s%sworkspace)\n"
            .formatted(program.name(), arguments, program.hasBinaryWeights() ? "weights, " : ""));
    text.append("static void fill_all(void) {\n");
    for (int i = 0; i < ports.size(); i++) {
      if (!ports.get(i).isOutput()) {
        text.append("  FILL(port_%d);\n".formatted(i));
      }
    }
    return text.append("}\n").toString();
  }

  /** The median of so many runs. */
  double nanoseconds(int runs) {
    questions.println(runs);
    return Double.parseDouble(line());
  }

  /** The medians of the layers over so many runs. */
  List<LayerTime> layers(int runs) {
    questions.println(runs);
    List<LayerTime> times = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      String[] words = line().split(" ", 2);
      times.add(new LayerTime(words[1], Double.parseDouble(words[0])));
    }
    line();
    return times;
  }

  private String line() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new ModelException(
            "the generated program ended while it was timed, with status " + process.waitFor());
      }
      return line;
    } catch (IOException e) {
      throw new ModelException("the generated program cannot be timed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException("the timing was interrupted");
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
