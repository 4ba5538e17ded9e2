package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.tests.random.RandomNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated code of networks that are written to hold what random ones seldom do gives the
 * interpreter's bytes.
 */
final class WrittenCodeTest {
  private static final List<String> NETWORKS = List.of("edges", "moves", "sums", "views");
  private static final long SEED = 5;

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> givesTheInterpretersBytes() {
    return Machine.all().stream()
        .filter(Machine::always)
        .map(machine -> dynamicTest(machine.name(), () -> check(machine)));
  }

  private static void check(Machine machine) {
    assumeTrue(machine.isThere());
    List<Sample> samples = NETWORKS.stream().map(WrittenCodeTest::sample).toList();
    GeneratedModels models =
        GeneratedModels.write(folder.resolve(machine.name()), machine.target(), samples);
    NativeProgram.build(models, machine.compiler(), machine.flags()).check();
  }

  private static Sample sample(String name) {
    Model model = RqReader.parseExample(text(name + ".rq"), name, Map.of()).model();
    return Sample.of(name, model, RandomNetwork.inputs(model.graph(), SEED));
  }

  private static String text(String file) {
    try (InputStream stream = WrittenCodeTest.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
