package io.repqc.compiler;

/** Hears how far a piece of work has come. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (done, total) -> {};

  void advance(long done, long total);
}
