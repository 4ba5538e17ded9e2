package io.repqc.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person reads along. */
public final class Terminal {
  private Terminal() {}

  /** Whether standard output may be coloured. */
  public static boolean hasColours() {
    String noColour = System.getenv("NO_COLOR");
    return (noColour == null || noColour.isEmpty()) && isObeying() && isTerminal(1);
  }

  /** Whether a line on standard error may be drawn over. */
  public static boolean hasMovingLines() {
    return isObeying() && isTerminal(2);
  }

  private static boolean isObeying() {
    String kind = System.getenv("TERM");
    return kind != null && !kind.equals("dumb");
  }

  /** A console says only whether input and output both are terminals; Linux knows each of them. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return isInteractive(System.console());
    }
  }

  /** Since JDK 22 there may be a console without a terminal, and a method that tells. */
  private static boolean isInteractive(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
