package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.codegen.Targets;
import io.repqc.tests.nativecode.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated Java of random networks gives the interpreter's bytes. */
final class GeneratedJavaTest {
  private static final int BATCH = 20;

  /** How many networks are tried; for those who have more time, or less. */
  private static final int MANY = Integer.getInteger("repqc.java.many", 60);

  @TempDir private static Path folder;

  @Test
  void givesTheInterpretersBytes() {
    List<String> problems =
        IntStream.range(0, MANY / BATCH)
            .mapToObj(batch -> problems(BATCH * batch, BATCH * (batch + 1)))
            .flatMap(List::stream)
            .toList();

    assertEquals("", String.join("\n", problems));
  }

  /** What is wrong with the networks of these seeds; if anything is, each is tried by itself. */
  private static List<String> problems(int from, int to) {
    try {
      List<Sample> samples = IntStream.range(from, to).mapToObj(Sample::random).toList();
      Path files = folder.resolve("%d to %d".formatted(from, to));
      JavaModels.compile(files, List.of(Targets.JAVA_PLAIN), samples, true)
          .forEach(JavaModel::check);
      return List.of();
    } catch (AssertionError | RuntimeException e) {
      return to - from == 1
          ? List.of("seed %d: %s".formatted(from, e.getMessage()))
          : IntStream.range(from, to)
              .mapToObj(seed -> problems(seed, seed + 1))
              .flatMap(List::stream)
              .toList();
    }
  }
}
