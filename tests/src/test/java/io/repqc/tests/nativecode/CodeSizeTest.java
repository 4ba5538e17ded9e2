package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.codegen.Program;
import io.repqc.codegen.Targets;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.c.Weights;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.models.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Code for microcontrollers is small: what is in the object file of a network beside weights. */
final class CodeSizeTest {
  /** What the code of a folder's networks may take. */
  private static final Map<String, Integer> MOST =
      Map.of("examples/", 8_000, "models/mlperf-tiny/", 16_000);

  private static final CCompiler COMPILER = CCompiler.GCC_FOR_ARM;

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> isSmall() throws IOException {
    List<Network> networks = Network.all();
    return MOST.entrySet().stream()
        .flatMap(
            most ->
                networks.stream()
                    .filter(network -> network.name().startsWith(most.getKey()))
                    .map(
                        network ->
                            dynamicTest(network.name(), () -> check(network, most.getValue()))));
  }

  private static void check(Network network, int most) throws IOException {
    COMPILER.assume();
    Program program =
        Lowering.of(IntegerNetworks.model(network), Targets.CORTEX_M4, "network", false);
    for (Map.Entry<String, byte[]> file :
        CPrinter.print(program, Weights.SEPARATE, Optional.empty()).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    COMPILER.compile(folder, List.of("-c", "-O2", "network.c", "-o", "network.o"));
    long size = COMPILER.size(folder, "network.o");
    assertTrue(0 < size && size <= most, () -> "%d bytes".formatted(size));
  }
}
