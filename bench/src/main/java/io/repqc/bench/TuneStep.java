package io.repqc.bench;

import java.io.IOException;
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

  private static final List<String> MODES = List.of("merged", "frozen", "batch", "estimate");

  private TuneStep() {}

  /** So many, until nothing more is compiled and every buffer has been had once. */
  private static final int WARM_UP = 40;

  private static final int STEPS = 3;

  /** A RepVGG file, and the Python that has PyTorch. */
  static void run(String file, String python) throws Exception {
    String script = Path.of(System.getProperty("repqc.root"), "bench", "tune_step.py").toString();
    Map<String, TimedProcess> contestants = new LinkedHashMap<>();
    for (String mode : MODES) {
      contestants.put(mode, start(ours(file, mode)));
      contestants.put("Python " + mode, start(List.of(python, script, mode, "1")));
    }
    for (TimedProcess contestant : contestants.values()) {
      contestant.nanoseconds(WARM_UP);
    }
    List<Turns.Contestant> turns = new ArrayList<>();
    contestants.values().forEach(each -> turns.add(() -> each.nanoseconds(STEPS)));
    List<Double> times = Turns.medians(turns);
    for (int i = 0; i < MODES.size(); i++) {
      double own = times.get(2 * i);
      double peer = times.get(2 * i + 1);
      System.out.printf(
          "%-9s %7.1f ms, in Python %7.1f ms: %.2f%n",
          MODES.get(i), own / 1e6, peer / 1e6, own / peer);
    }
    contestants.values().forEach(TimedProcess::close);
  }

  private static List<String> ours(String file, String mode) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(ALLOCATOR);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(TuneStepWorker.class.getName(), Path.of(file).toAbsolutePath().toString(), mode));
    return command;
  }

  private static TimedProcess start(List<String> command) throws IOException {
    return TimedProcess.start(Scratch.folder(), command);
  }
}
