package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.codegen.Targets;
import io.repqc.ir.Model;
import io.repqc.tests.models.Network;
import io.repqc.tests.nativecode.IntegerNetworks;
import io.repqc.tests.nativecode.Sample;
import io.repqc.tests.random.RandomNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine that calls compiled C gives the interpreter's bytes. */
final class NativeEngineTest {
  /** How many networks are tried; a compiler takes its time for each. */
  private static final int MANY = Integer.getInteger("repqc.java.many", 60) / 5;

  private static final int BATCH = 3;
  private static final long SEED = 7;

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheForeignFunctionInterface() {
    NativeBuild.assume();
  }

  @Test
  void givesTheInterpretersBytes() throws IOException {
    check(LongStream.range(0, MANY).mapToObj(Sample::random).toList());
  }

  /** Those of a network whose inputs are large beside its sums, so that they are not copied. */
  @Test
  void givesThemInTheArraysOfTheCaller() throws IOException {
    Network example =
        Network.all().stream()
            .filter(network -> network.name().startsWith("examples"))
            .findFirst()
            .orElseThrow();
    Model model = IntegerNetworks.sample(example).model().withBatch(BATCH);

    check(List.of(Sample.of("large", model, RandomNetwork.inputs(model.graph(), SEED))));

    String text = Files.readString(folder.resolve("source/large/NetworkNative.java"));
    assertTrue(text.contains("ofArray(") && !text.contains(".copy("), text);
  }

  private void check(List<Sample> samples) throws IOException {
    List<JavaModel> models =
        JavaModels.write(folder, List.of(Targets.JAVA_PLAIN), NativeBuild.compiler(), samples);
    Javac.compile(folder.resolve("source"), folder.resolve("classes"), List.of());

    models.forEach(model -> model.check(NativeBuild.ENGINE));
    assertEquals(samples.size(), models.size());
  }
}
