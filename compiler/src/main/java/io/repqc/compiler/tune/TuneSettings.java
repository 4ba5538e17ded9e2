package io.repqc.compiler.tune;

import io.repqc.compiler.Word;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.passes.Pipelines.Statistics;

/**
 * How a network is trained for its integers.
 *
 * @param statistics where BatchNorm's statistics come from while it trains
 * @param quantization what concerns the integers: their bits, and how sums are rounded
 */
public record TuneSettings(
    Method method,
    Statistics statistics,
    QuantizerSettings quantizers,
    TrainingSettings training,
    QuantizationSettings quantization) {

  /** What is trained. */
  public enum Method {
    /** The parameters of the branches, through the merged weight (RepQ, arXiv 2311.05317). */
    REPQ,
    /** The merged weight itself: the branches are gone before training begins. */
    LSQ_MERGED,
    /** Nothing: quantizers only see the data. */
    PTQ;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }
}
