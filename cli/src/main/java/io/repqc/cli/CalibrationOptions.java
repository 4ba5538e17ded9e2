package io.repqc.cli;

import io.repqc.compiler.Word;
import io.repqc.compiler.quantize.CalibrationData;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network is calibrated on. */
final class CalibrationOptions {
  private enum Source {
    RANDOM;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  @Mixin private PixelOptions pixels;

  @Option(
      names = "--data",
      paramLabel = "NAME=FILE",
      description = {
        "What the network reads in use, some hundred items of it: a tensor, an image or a folder of"
            + " images, as repqc run reads them. NAME= may be left out if there is only one input."
      })
  private List<String> data = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Calibrates on at most N items, evenly spread over the data; 512 if not given.")
  private Integer samples;

  @Option(
      names = "--calibrate",
      paramLabel = "SOURCE",
      description = "random: calibrates on random numbers in the place of data, to try things.")
  private Source source;

  CalibrationData calibration() {
    return new CalibrationData(
        data,
        pixels.preprocessing(),
        samples == null ? OptionalInt.empty() : OptionalInt.of(samples),
        source == Source.RANDOM);
  }
}
