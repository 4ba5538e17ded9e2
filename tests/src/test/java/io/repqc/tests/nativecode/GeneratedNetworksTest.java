package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.tests.models.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Generated code of every network at hand gives the interpreter's bytes. */
final class GeneratedNetworksTest {
  private static final boolean IS_ALL = System.getProperty("repqc.native", "").equals("all");

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> giveTheInterpretersBytes() throws IOException {
    return Network.all().stream()
        .filter(network -> IS_ALL || network.name().startsWith("examples"))
        .map(network -> dynamicTest(network.name(), () -> check(network)));
  }

  private static void check(Network network) {
    Sample sample = IntegerNetworks.sample(network);
    for (Machine machine : Machine.all()) {
      if (machine.isThere() && (IS_ALL || machine.always())) {
        Path files = folder.resolve(sample.name() + " " + machine.name());
        GeneratedModels models = GeneratedModels.write(files, machine.target(), List.of(sample));
        if (machine.holds(models)) {
          NativeProgram.build(models, machine.compiler(), machine.flags(models)).check();
        }
      }
    }
  }
}
