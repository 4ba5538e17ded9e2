package io.repqc.compiler.quantize;

import io.repqc.frontend.data.Preprocessing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the ranges of a network's values are observed on: files ({@code name=FILE}), of which at
 * most {@code samples} items count, evenly spread; or random numbers.
 */
public record CalibrationData(
    List<String> files,
    Optional<Preprocessing> preprocessing,
    OptionalInt samples,
    boolean isRandom) {
  private static final int USUAL = 512;

  /** More random numbers tell no more. */
  private static final int USUAL_RANDOM = 64;

  public CalibrationData {
    files = List.copyOf(files);
  }

  /** How many items count at most. */
  public int mostItems() {
    return samples.orElse(isRandom ? USUAL_RANDOM : USUAL);
  }
}
