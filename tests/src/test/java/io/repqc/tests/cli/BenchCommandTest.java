package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchCommandTest {
  @TempDir static Path folder;

  @Test
  void timesLayersBesideOnnxRuntime() {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "cc")));
    assumeTrue(isThere, "skipped: there is no C compiler here");
    Path quantized = folder.resolve("shapes.onnx");
    Path generated = folder.resolve("c");
    CommandLineRun.of("quantize", CommandLineRun.EXAMPLE, "--calibrate", "random", "-o", quantized);
    CommandLineRun.of("compile", quantized, "-o", generated, "--weights", "binary");

    CommandLineRun run = CommandLineRun.of("bench", generated, "--onnx", quantized);

    assertEquals("", run.err());
    String out = run.out().replaceAll("[\\d,]+\\.\\d+", "N").replaceAll(" +", " ");
    assertTrue(out.startsWith("layer microseconds share\n"), out);
    assertTrue(out.contains("\n/body/body.0/Relu_output_0 N N %\n"), out);
    assertTrue(out.contains("\n\nshapes N us cc -O3 -march=native\nONNX Runtime N"), out);
    assertTrue(out.endsWith(" us takes N times as long\n"), out);
  }

  @Test
  void saysWhatIsMissing() {
    Path empty = folder.resolve("empty");
    assertEquals(
        "repqc: %s: there is no such folder; repqc compile -o %s writes one\n"
            .formatted(empty, empty),
        CommandLineRun.of("bench", empty).err());
    assertTrue(empty.toFile().mkdir());
    assertEquals(
        "repqc: %s: found no header that repqc compile wrote there\n".formatted(empty),
        CommandLineRun.of("bench", empty).err());
    assertEquals(
        "repqc: --onnxruntime ort.jar: there is nothing to run; add --onnx MODEL\n",
        CommandLineRun.of("bench", empty, "--onnxruntime", "ort.jar").err());
  }
}
