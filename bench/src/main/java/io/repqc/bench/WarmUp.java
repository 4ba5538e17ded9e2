package io.repqc.bench;

import io.repqc.codegen.java.EngineKind;
import java.io.IOException;
import java.util.Locale;

/**
 * How long an engine takes to be as fast as it gets, in nanoseconds.
 *
 * @param first from the loading of its class to the first result, at the quickest of some starts
 * @param fromStart the same from the start of the JVM
 * @param steady from the loading of its class until runs are at most a tenth slower than in the end
 */
record WarmUp(double first, double fromStart, double steady) {
  private static final int STARTS = 3;

  static final String HEADINGS =
      String.format("%14s %14s %14s", "first, ms", "from start, ms", "steady, ms");

  /** Of the last of some starts, which goes on, and the first results of those before. */
  static WarmUp of(GeneratedJava java, EngineKind engine, TimedProcess last) throws IOException {
    WarmUp own = new WarmUp(last.answer(), last.answer(), last.answer());
    for (int start = 1; start < STARTS; start++) {
      try (TimedProcess process = java.start(engine)) {
        own =
            new WarmUp(
                Math.min(own.first, process.answer()),
                Math.min(own.fromStart, process.answer()),
                own.steady);
      }
    }
    return own;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%14.0f %14.0f %14.0f", first / 1e6, fromStart / 1e6, steady / 1e6);
  }
}
