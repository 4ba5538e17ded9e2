package io.repqc.tests.javacode;

import io.repqc.codegen.Targets;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.models.Network;
import io.repqc.tests.nativecode.IntegerNetworks;
import io.repqc.tests.nativecode.Sample;
import java.io.IOException;
import java.nio.file.Path;

/** Runs generated classes of networks by their engine for the Vector API. */
final class VectorNetworks {
  private VectorNetworks() {}

  /**
   * Given a folder of classes, and seeds of networks, or names of these or of convolutions, says
   * what is wrong.
   */
  public static void main(String... arguments) throws IOException {
    for (int i = 1; i < arguments.length; i++) {
      Sample sample = sample(arguments[i]);
      try {
        new JavaModel(
                sample,
                Lowering.of(sample.model(), Targets.JAVA_PLAIN, sample.name(), false),
                Path.of(arguments[0]))
            .check("Vector");
      } catch (AssertionError | RuntimeException e) {
        System.out.println("%s: %s".formatted(arguments[i], e));
      }
    }
  }

  private static Sample sample(String argument) throws IOException {
    if (argument.matches("\\d+")) {
      return Sample.random(Long.parseLong(argument));
    }
    if (argument.startsWith(SmallConvolutions.NAME)) {
      int seed = Integer.parseInt(argument.substring(SmallConvolutions.NAME.length()));
      return SmallConvolutions.sample(seed);
    }
    return Network.all().stream()
        .filter(network -> network.name().equals(argument))
        .findFirst()
        .map(IntegerNetworks::sample)
        .orElseThrow();
  }
}
