package io.repqc.bench;

import io.repqc.bench.tune.TuneMarkdown;
import io.repqc.bench.tune.TuneTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The measurements by name: {@code interpreter}, {@code merge [FILE.onnx]}, {@code networks
 * FILE.onnx...}, {@code c TARGET 'COMPILER OPTIONS' [NETWORK|FILE.onnx...]}, {@code java
 * [NETWORK|FILE.onnx...]}, {@code accuracy MEAN STD CALIBRATION INPUTS LABELS FILE.onnx...}, or
 * {@code tune-step REPVGG.onnx [PYTHON]}.
 */
public final class Bench {
  private static final int ROUNDS = 7;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    Timing timing = new Timing(ROUNDS);
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "interpreter" -> Convolutions.run(timing);
      case "merge" -> {
        if (words.size() == 1) {
          Merging.run();
        } else {
          Merging.run(Path.of(words.get(1)));
        }
      }
      case "accuracy" -> Accuracies.run(words.subList(1, words.size()));
      case "c" -> SideBySide.run(words.subList(1, words.size()));
      case "java" -> EnginesSideBySide.run(words.subList(1, words.size()));
      case "tune" -> TuneTable.run(words.subList(1, words.size()));
      case "tune-step" -> TuneStep.run(words.get(1), words.size() > 2 ? words.get(2) : "python3");
      case "tune-table" -> TuneMarkdown.print(Path.of(words.get(1)));
      case "networks" -> Networks.run(timing, words.stream().skip(1).map(Path::of).toList());
      default -> {
        System.err.println(
            "usage: bench/run interpreter | merge [FILE.onnx] | networks FILE.onnx..."
                + " | c TARGET 'COMPILER OPTIONS' [NETWORK|FILE.onnx...]"
                + " | java [NETWORK|FILE.onnx...] | tune SHARED RESULTS.csv [PART/PARTS]"
                + " | tune-table RESULTS.csv | accuracy MEAN STD CALIBRATION INPUTS LABELS FILE.onnx..."
                + " | tune-step REPVGG.onnx [PYTHON]");
        System.exit(2);
      }
    }
  }
}
