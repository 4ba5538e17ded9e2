package io.repqc.cli.terminal;

import java.io.PrintWriter;
import java.io.Writer;

/** Where a command prints: its result, what went wrong, and how far it is. */
public record Console(PrintWriter out, PrintWriter err, Style style, boolean hasMovingLines) {

  /** Of this process. */
  public static Console system() {
    Style style = Terminal.hasColours() ? Style.COLOURED : Style.PLAIN;
    PrintWriter err = new PrintWriter(System.err, true);
    return new Console(new PrintWriter(System.out), err, style, Terminal.hasMovingLines());
  }

  public ProgressBar progress(String what) {
    return new ProgressBar(what, hasMovingLines ? err : new PrintWriter(Writer.nullWriter()));
  }
}
