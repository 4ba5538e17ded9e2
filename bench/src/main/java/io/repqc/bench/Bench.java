package io.repqc.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The measurements by name: {@code interpreter}, or {@code networks FILE.onnx...}. */
public final class Bench {
  private static final int ROUNDS = 7;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = Arrays.asList(arguments);
    Timing timing = new Timing(ROUNDS);
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "interpreter" -> Convolutions.run(timing);
      case "networks" -> Networks.run(timing, words.stream().skip(1).map(Path::of).toList());
      default -> {
        System.err.println("usage: bench/run interpreter | bench/run networks FILE.onnx...");
        System.exit(2);
      }
    }
  }
}
