package io.repqc.compiler.golden;

import io.repqc.ir.ModelException;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a network is run on for a golden file: files ({@code name=FILE}), the calibration data if
 * there are none, or numbers drawn from a seed, as where there is no data at all.
 *
 * @param items how many items it is run on, evenly spread over the files
 */
public record GoldenInputs(List<String> files, OptionalLong seed, int items) {
  public static final int USUAL_ITEMS = 4;

  /** The calibration data, or a seed where there is none. */
  public static final GoldenInputs USUAL =
      new GoldenInputs(List.of(), OptionalLong.empty(), USUAL_ITEMS);

  static final long USUAL_SEED = 1;

  public GoldenInputs {
    files = List.copyOf(files);
    ModelException.check(items > 0, "--items %d: expected at least 1", items);
    ModelException.check(
        files.isEmpty() || seed.isEmpty(), "--seed takes the place of --on; give one of them");
  }
}
