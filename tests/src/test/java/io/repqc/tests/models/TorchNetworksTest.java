package io.repqc.tests.models;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.tests.tune.Torch;
import io.repqc.tune.engine.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Float networks give the same on libtorch as by the interpreter. */
class TorchNetworksTest {
  private static final double TOLERANCE = 2e-5;

  @TestFactory
  Stream<DynamicTest> networks() throws IOException {
    return Network.all().stream()
        .filter(network -> !Network.isQuantized(network.read().graph()))
        .map(network -> dynamicTest(network.name(), () -> compare(network.read())));
  }

  private static void compare(Model model) {
    Map<String, Tensor> inputs = Network.drawInputs(model.graph(), 7);
    Map<String, Tensor> expected = new Interpreter(model, new FastEvaluation()).run(inputs);
    try (Session session = Torch.engine().open(model, Set.of(), Map.of())) {
      session
          .run(inputs)
          .forEach(
              (name, found) -> {
                double difference = Network.difference(expected.get(name), found);
                assertTrue(
                    difference <= TOLERANCE,
                    () -> "%s differs by %g of the range".formatted(name, difference));
              });
    }
  }
}
