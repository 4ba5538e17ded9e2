package io.repqc.compiler.quantize;

import io.repqc.compiler.evaluate.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a network is judged on: files ({@code name=FILE}), the calibration data if there are none;
 * the right answers to them; by which metric, and the largest number that an answer may hold.
 */
public record LabelledData(
    List<String> files, Optional<Path> labels, Optional<Metric> metric, double peak) {
  public static final LabelledData NONE =
      new LabelledData(List.of(), Optional.empty(), Optional.empty(), 1);

  public LabelledData {
    files = List.copyOf(files);
  }
}
