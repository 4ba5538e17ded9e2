package io.repqc.cli;

import io.repqc.codegen.java.EngineKind;
import io.repqc.compiler.Word;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options about generated Java. */
final class ClassOptions {
  private enum Kernels {
    OWN,
    SHARED;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "Of the class, for java; none if not given.")
  private String packageName;

  @Option(
      names = "--engines",
      paramLabel = "ENGINE",
      split = ",",
      description = {
        "The ways to compute that a class for java has: plain (any JVM from 17 on; always there),"
            + " vector (the Vector API), native (a shared library that a C compiler makes now, from"
            + " JDK 22 on); plain and vector if not given."
      })
  private Set<EngineKind> engines;

  @Option(
      names = "--class-names",
      paramLabel = "FILE",
      description = "What the classes of the result are called, one a line; for java.")
  private Path labels;

  @Option(
      names = "--kernels",
      paramLabel = "PLACE",
      description = {
        "Where a class for java has its kernels: own (the default, in a package beside it) or shared"
            + " (in the runtime's jar)."
      })
  private Kernels kernels;

  /** Says which of them was given, though the target is another. */
  void checkUnused() {
    List<String> given = new ArrayList<>();
    add(given, packageName, "--package");
    add(given, engines, "--engines");
    add(given, labels, "--class-names");
    add(given, kernels, "--kernels");
    ModelException.check(
        given.isEmpty(), "%s: it has no effect without --target java", String.join(", ", given));
  }

  private static void add(List<String> given, Object value, String name) {
    if (value != null) {
      given.add(name);
    }
  }

  String packageName() {
    return packageName == null ? "" : packageName;
  }

  Set<EngineKind> engines() {
    return engines == null ? EnumSet.of(EngineKind.PLAIN, EngineKind.VECTOR) : engines;
  }

  Optional<Path> labels() {
    return Optional.ofNullable(labels);
  }

  boolean sharesKernels() {
    return kernels == Kernels.SHARED;
  }
}
