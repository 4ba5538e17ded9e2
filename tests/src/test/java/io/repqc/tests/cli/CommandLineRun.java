package io.repqc.tests.cli;

import io.repqc.cli.Repqc;
import io.repqc.cli.terminal.Console;
import io.repqc.cli.terminal.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/** What a command line printed, and its exit status. */
record CommandLineRun(int status, String out, String err) {
  private static final Path ROOT = Path.of(System.getProperty("repqc.root", ".."));

  /** The example network that the README names. */
  static final Path EXAMPLE = ROOT.resolve("examples/repvgg-shapes.onnx");

  static CommandLineRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(new PrintWriter(out), new PrintWriter(err, true), Style.PLAIN, false);
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int status = Repqc.execute(console, texts);
    return new CommandLineRun(status, lines(out), lines(err));
  }

  private static String lines(StringWriter writer) {
    return writer.toString().replace(System.lineSeparator(), "\n");
  }
}
