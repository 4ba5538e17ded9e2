package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.codegen.lower.Lowering;
import io.repqc.codegen.plan.Arena;
import io.repqc.ir.Model;
import io.repqc.tests.models.Network;
import io.repqc.tests.random.RandomNetwork;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A workspace is little larger than what a network needs at once, on machines that have little. */
final class WorkspaceTest {
  private static final double MOST = 1.1;
  private static final int RANDOM = 300;
  private static final List<Target> TARGETS =
      List.of(Targets.PORTABLE, Targets.CORTEX_M4, Targets.CORTEX_M55);

  @TestFactory
  Stream<DynamicTest> isNearTheLeast() throws IOException {
    Stream<DynamicTest> networks =
        Network.all().stream()
            .map(
                network ->
                    dynamicTest(network.name(), () -> check(IntegerNetworks.model(network))));
    Stream<DynamicTest> random =
        IntStream.range(0, RANDOM)
            .mapToObj(
                seed -> dynamicTest("random " + seed, () -> check(RandomNetwork.of(seed).model())));
    return Stream.concat(networks, random);
  }

  private static void check(Model model) {
    for (Target target : TARGETS) {
      Program program = Lowering.of(model, target, "network", false);
      Arena arena = program.arena();
      assertTrue(
          arena.size() <= MOST * arena.lowerBound(),
          () -> "%s: %d bytes, at least %d".formatted(target, arena.size(), arena.lowerBound()));
    }
  }
}
