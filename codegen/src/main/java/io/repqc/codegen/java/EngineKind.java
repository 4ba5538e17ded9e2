package io.repqc.codegen.java;

import io.repqc.codegen.Isa;
import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import java.util.Optional;

/** A way to compute a program in Java. */
public enum EngineKind {
  /** Java that any JVM from 17 on runs. */
  PLAIN("Plain", JavaRoot.SOURCES, Optional.of(Targets.JAVA_PLAIN)),
  /** Java for the module of the Vector API. */
  VECTOR("Vector", JavaRoot.VECTOR, Optional.of(Targets.JAVA_VECTOR)),
  /** C that was compiled to shared libraries, called from JDK 22 or later. */
  NATIVE("Native", JavaRoot.NATIVE, Optional.empty());

  private final String suffix;
  private final JavaRoot root;
  private final Optional<Target> target;

  EngineKind(String suffix, JavaRoot root, Optional<Target> target) {
    this.suffix = suffix;
    this.root = root;
    this.target = target;
  }

  static EngineKind of(Program program) {
    return program.target().isas().contains(Isa.VECTOR) ? VECTOR : PLAIN;
  }

  /** What programs are lowered for; for C, that depends on the machine. */
  public Optional<Target> target() {
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
