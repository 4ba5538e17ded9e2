package io.repqc.compiler;

/** Hears which part of a long piece of work begins; each part then tells how far it has come. */
@FunctionalInterface
public interface Stages {
  Stages NONE = what -> Progress.NONE;

  /** {@code what} is a verb as in "calibrating"; the part before is done. */
  Progress begin(String what);
}
