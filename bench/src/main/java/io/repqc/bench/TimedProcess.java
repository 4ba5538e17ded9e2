package io.repqc.bench;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that runs a network when it is asked to, and answers how long a run takes. */
final class TimedProcess implements Turns.Contestant, AutoCloseable {
  /** The file of the network's input, in the program's folder. */
  static final String INPUT = "x";

  /** The file of its output, which is there when the first question is answered. */
  static final String OUTPUT = "y";

  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;
  private final Path output;

  private TimedProcess(Process process, Path output) {
    this.process = process;
    this.questions = new PrintWriter(process.outputWriter(), true);
    this.answers = process.inputReader();
    this.output = output;
  }

  /** Starts it in its folder, with the names of both files as its last words. */
  static TimedProcess start(Path folder, List<String> command, Tensor input) throws IOException {
    Files.write(folder.resolve(INPUT), input.toBytes());
    return start(folder, command);
  }

  /** Starts a program that makes its input itself. */
  static TimedProcess start(Path folder, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new TimedProcess(process, folder.resolve(OUTPUT));
  }

  /** The next number that it says. */
  double answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new EOFException("a program that runs a network has ended; see what it said above");
    }
    return Double.parseDouble(line);
  }

  /** The time of one of so many runs. */
  double nanoseconds(int runs) throws IOException {
    questions.println(runs);
    return answer();
  }

  @Override
  public double nanoseconds() throws IOException {
    return nanoseconds((int) Math.max(1, Turns.NANOSECONDS / nanoseconds(1)));
  }

  /** What the network made of its input; it has been timed before. */
  Tensor output(TensorType type) throws IOException {
    return Tensor.fromBytes(type, Files.readAllBytes(output));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
