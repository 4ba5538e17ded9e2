package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated code of random networks gives the interpreter's bytes on every machine at hand. What is
 * in all of them: {@link io.repqc.tests.random.RandomNetwork}.
 */
final class GeneratedCodeTest {
  private static final boolean IS_ALL = System.getProperty("repqc.native", "").equals("all");
  private static final int BATCH = 20;
  private static final List<Integer> REMEMBERED = List.of(63, 278);

  /** For those who try all machines and have less time. */
  private static final int MOST = Integer.getInteger("repqc.native.most", Integer.MAX_VALUE);

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> givesTheInterpretersBytes() {
    return Machine.all().stream()
        .filter(machine -> seeds(machine) > 0)
        .map(machine -> dynamicTest(machine.name(), () -> check(machine)));
  }

  /** Seeds of networks that found a fault of a compiler or of ours that few others show. */
  @Test
  void givesThemWhereItOnceDidNot() {
    for (Machine machine : Machine.all()) {
      if (machine.always() && machine.isThere()) {
        List<String> problems =
            REMEMBERED.stream()
                .flatMap(seed -> problems(machine, seed, seed + 1).stream())
                .toList();
        assertEquals("", String.join("\n", problems));
      }
    }
  }

  private static int seeds(Machine machine) {
    return IS_ALL ? Math.min(machine.many(), MOST) : machine.few();
  }

  private static void check(Machine machine) {
    assumeTrue(machine.isThere());
    int seeds = seeds(machine);
    List<String> problems =
        IntStream.iterate(0, from -> from < seeds, from -> from + BATCH)
            .parallel()
            .mapToObj(from -> problems(machine, from, Math.min(from + BATCH, seeds)))
            .flatMap(List::stream)
            .toList();
    assertEquals("", String.join("\n", problems));
  }

  /** What is wrong with the networks of these seeds; if anything is, each is tried by itself. */
  private static List<String> problems(Machine machine, int from, int to) {
    try {
      List<Sample> samples = IntStream.range(from, to).mapToObj(Sample::random).toList();
      Path files = folder.resolve("%s %d to %d".formatted(machine.name(), from, to));
      GeneratedModels models = GeneratedModels.write(files, machine.target(), samples);
      NativeProgram.build(models, machine.compiler(), machine.flags(models)).check();
      delete(files);
      return List.of();
    } catch (AssertionError | RuntimeException e) {
      return to - from == 1
          ? List.of("seed %d: %s".formatted(from, e.getMessage()))
          : IntStream.range(from, to)
              .mapToObj(seed -> problems(machine, seed, seed + 1))
              .flatMap(List::stream)
              .toList();
    }
  }

  private static void delete(Path files) {
    for (File file : files.toFile().listFiles()) {
      file.delete();
    }
  }
}
