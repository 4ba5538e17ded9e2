package io.repqc.cli.terminal;

import io.repqc.compiler.Progress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * A line on the terminal that shows how far the work is. It appears after a second, and is wiped at
 * the end.
 */
public final class ProgressBar implements Progress, AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int CELLS = 40;
  private static final String WIPE = "\r\u001b[K";

  private final PrintWriter terminal;
  private final long start = System.nanoTime();
  private String what;
  private long next = start + PATIENCE;
  private boolean shown;

  public ProgressBar(String what, PrintWriter terminal) {
    this.what = what;
    this.terminal = terminal;
  }

  /** Says something else from now on. */
  public void say(String what) {
    this.what = what;
  }

  @Override
  public void advance(long done, long total) {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + INTERVAL;
      shown = true;
      terminal.print(WIPE + line(what, done, total, TimeUnit.NANOSECONDS.toSeconds(now - start)));
      terminal.flush();
    }
  }

  static String line(String what, long done, long total, long seconds) {
    int full = (int) (CELLS * done / total);
    return "%s [%s%s] %d %%, %d s"
        .formatted(what, "#".repeat(full), " ".repeat(CELLS - full), 100 * done / total, seconds);
  }

  @Override
  public void close() {
    if (shown) {
      terminal.print(WIPE);
      terminal.flush();
    }
  }
}
