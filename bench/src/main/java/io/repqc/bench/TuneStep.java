package io.repqc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor time of a training step, ours beside the same in Python; each in a process of its
 * own, on one thread, by turns.
 */
final class TuneStep {
  /** Without these, glibc maps and unmaps the memory of every tensor. */
  private static final List<String> ALLOCATOR =
      List.of(
          "MALLOC_ARENA_MAX=1",
          "MALLOC_TRIM_THRESHOLD_=1073741824",
          "MALLOC_MMAP_THRESHOLD_=33554432",
          "MALLOC_TOP_PAD_=67108864");

  private TuneStep() {}

  /** A RepVGG file, and the Python that has PyTorch. */
  static void run(String file, String python) throws Exception {
    Map<String, TimedProcess> contestants = new LinkedHashMap<>();
    for (String mode : List.of("frozen", "batch", "estimate", "merged")) {
      contestants.put(mode, start(ours(file, mode, ALLOCATOR)));
    }
    contestants.put("frozen, plain malloc", start(ours(file, "frozen", List.of())));
    for (String mode : List.of("frozen", "batch", "merged")) {
      String script = Path.of("bench", "tune_step.py").toAbsolutePath().toString();
      contestants.put("Python " + mode, start(List.of(python, script, mode, "1")));
    }
    List<Double> times = Turns.medians(List.copyOf(contestants.values()));
    int next = 0;
    for (String name : contestants.keySet()) {
      System.out.printf("%-22s %7.1f ms%n", name, times.get(next++) / 1e6);
    }
    contestants.values().forEach(TimedProcess::close);
  }

  private static List<String> ours(String file, String mode, List<String> environment) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(environment);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(TuneStepWorker.class.getName(), Path.of(file).toAbsolutePath().toString(), mode));
    return command;
  }

  private static TimedProcess start(List<String> command) throws IOException {
    return TimedProcess.start(Files.createTempDirectory("tune-step"), command);
  }
}
