package io.repqc.compiler.tune;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.ir.Model;
import java.util.List;
import java.util.OptionalInt;

/**
 * A trained network: as it was read, with quantizers among floats, and in integers.
 *
 * @param history one entry each epoch
 * @param quality on data that training never saw if there is any, else on what was held out, else
 *     on the training data
 * @param notes what its user should know
 */
public record TuneResult(
    Model before,
    Model quantizers,
    Model integers,
    TunePlan plan,
    List<Epoch> history,
    Quality quality,
    List<LearnedBits> bits,
    List<String> notes) {

  public TuneResult {
    history = List.copyOf(history);
    bits = List.copyOf(bits);
    notes = List.copyOf(notes);
  }

  /**
   * How good the float network is, the trained one, and that in integers.
   *
   * @param agreeing for how many items the trained network and the integers say the same class
   */
  public record Quality(
      Metric metric,
      int items,
      double floats,
      double trained,
      double integers,
      OptionalInt agreeing) {}

  /** How many bits the channels of a weight came to. */
  public record LearnedBits(String weight, List<Integer> perChannel) {
    public LearnedBits {
      perChannel = List.copyOf(perChannel);
    }
  }
}
