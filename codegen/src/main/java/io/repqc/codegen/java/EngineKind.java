package io.repqc.codegen.java;

import io.repqc.codegen.Isa;
import io.repqc.codegen.Program;

/** A way to compute a program in Java. */
enum EngineKind {
  PLAIN("Plain", JavaRoot.SOURCES),
  VECTOR("Vector", JavaRoot.VECTOR);

  private final String suffix;
  private final JavaRoot root;

  EngineKind(String suffix, JavaRoot root) {
    this.suffix = suffix;
    this.root = root;
  }

  static EngineKind of(Program program) {
    return program.target().isas().contains(Isa.VECTOR) ? VECTOR : PLAIN;
  }

  /** What the names of its classes end with. */
  String suffix() {
    return suffix;
  }

  /** Where its sources lie. */
  JavaRoot root() {
    return root;
  }
}
