package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.codegen.Targets;
import io.repqc.tests.nativecode.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine for the Vector API gives the interpreter's bytes, however long vectors are. */
final class VectorEngineTest {
  /** How many networks are tried; for those who have more time, or less. */
  private static final int MANY = Integer.getInteger("repqc.java.many", 60);

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheModule() {
    VectorKernels.assumeModule();
  }

  @ParameterizedTest
  @CsvSource({
    "PREFERRED, ALWAYS",
    "PREFERRED, BY_TURNS",
    "PREFERRED, BY_THE_CLOCK",
    "64, ALWAYS",
    "128, ALWAYS",
    "512, ALWAYS",
    "512, BY_TURNS"
  })
  void givesTheInterpretersBytes(String shape, VectorKernels.Use use)
      throws IOException, InterruptedException {
    List<Sample> samples =
        new ArrayList<>(LongStream.range(0, MANY).mapToObj(Sample::random).toList());
    IntStream.range(0, MANY).mapToObj(SmallConvolutions::sample).forEach(samples::add);
    JavaModels.write(folder, List.of(Targets.JAVA_PLAIN, Targets.JAVA_VECTOR), samples);
    VectorKernels kernels = VectorKernels.compile(folder, shape, use);

    String layers = kernels.run(VectorLayers.class, "" + MANY);
    List<String> arguments = new ArrayList<>(List.of(kernels.classes().toString()));
    LongStream.range(0, MANY).mapToObj(Long::toString).forEach(arguments::add);
    IntStream.range(0, MANY).mapToObj(i -> SmallConvolutions.NAME + i).forEach(arguments::add);
    String networks = kernels.run(VectorNetworks.class, arguments.toArray(String[]::new));

    assertEquals("", layers + networks);
  }
}
