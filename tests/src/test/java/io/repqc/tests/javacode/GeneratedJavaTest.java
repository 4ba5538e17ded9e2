package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.codegen.Targets;
import io.repqc.tests.nativecode.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated Java of random networks and convolutions gives the interpreter's bytes. */
final class GeneratedJavaTest {
  private static final int BATCH = 20;

  /** How many networks are tried; for those who have more time, or less. */
  private static final int MANY = Integer.getInteger("repqc.java.many", 60);

  @TempDir private static Path folder;

  @Test
  void givesTheInterpretersBytes() {
    assertEquals("", problems(Sample::random));
  }

  @Test
  void givesThemForSmallConvolutions() {
    assertEquals("", problems(SmallConvolutions::sample));
  }

  @Test
  void givesThemForConvolutionsOfFewPlaces() {
    assertEquals("", problems(SmallConvolutions::ofFewPlaces));
  }

  private static String problems(IntFunction<Sample> samples) {
    return IntStream.range(0, MANY / BATCH)
        .mapToObj(batch -> problems(samples, BATCH * batch, BATCH * (batch + 1)))
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  /** What is wrong with the samples of these seeds; if anything is, each is tried by itself. */
  private static List<String> problems(IntFunction<Sample> of, int from, int to) {
    try {
      List<Sample> samples = IntStream.range(from, to).mapToObj(of).toList();
      Path files = folder.resolve("%s to %d".formatted(samples.get(0).name(), to));
      JavaModels.compile(files, List.of(Targets.JAVA_PLAIN), samples, true)
          .forEach(JavaModel::check);
      return List.of();
    } catch (AssertionError | RuntimeException e) {
      return to - from == 1
          ? List.of("seed %d: %s".formatted(from, e.getMessage()))
          : IntStream.range(from, to)
              .mapToObj(seed -> problems(of, seed, seed + 1))
              .flatMap(List::stream)
              .toList();
    }
  }
}
