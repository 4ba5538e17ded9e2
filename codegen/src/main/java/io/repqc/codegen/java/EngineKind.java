package io.repqc.codegen.java;

import io.repqc.codegen.Isa;
import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;

/** A way to compute a program in Java. */
public enum EngineKind {
  /** Java that any JVM from 17 on runs. */
  PLAIN("Plain", JavaRoot.SOURCES, Targets.JAVA_PLAIN),
  /** Java for the module of the Vector API. */
  VECTOR("Vector", JavaRoot.VECTOR, Targets.JAVA_VECTOR);

  private final String suffix;
  private final JavaRoot root;
  private final Target target;

  EngineKind(String suffix, JavaRoot root, Target target) {
    this.suffix = suffix;
    this.root = root;
    this.target = target;
  }

  static EngineKind of(Program program) {
    return program.target().isas().contains(Isa.VECTOR) ? VECTOR : PLAIN;
  }

  /** What programs are lowered for. */
  public Target target() {
    return target;
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
