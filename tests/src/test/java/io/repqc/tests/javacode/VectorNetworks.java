package io.repqc.tests.javacode;

import io.repqc.codegen.Targets;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.nativecode.Sample;
import java.nio.file.Path;

/** Runs generated classes of random networks by their engine for the Vector API. */
final class VectorNetworks {
  private VectorNetworks() {}

  /** Given a folder of classes and the first and last seed, says what is wrong. */
  public static void main(String... arguments) {
    for (long seed = Long.parseLong(arguments[1]); seed < Long.parseLong(arguments[2]); seed++) {
      Sample sample = Sample.random(seed);
      try {
        new JavaModel(
                sample,
                Lowering.of(sample.model(), Targets.JAVA_PLAIN, sample.name(), false),
                Path.of(arguments[0]))
            .check("Vector");
      } catch (AssertionError | RuntimeException e) {
        System.out.println("seed %d: %s".formatted(seed, e));
      }
    }
  }
}
