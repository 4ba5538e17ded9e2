package io.repqc.compiler.tune;

import io.repqc.compiler.evaluate.Metric;
import java.util.List;

/**
 * What is about to be trained.
 *
 * @param parameters those of the user's network, in their order
 * @param quantizers one line each: what they round, and to which bits
 * @param metric what the scores of epochs are
 * @param items how many are trained on
 * @param held how many are held out
 * @param steps of the whole run
 * @param resumed the step that an interrupted run goes on from, 0 for a new one
 */
public record TunePlan(
    List<TunedParameter> parameters,
    List<TunedQuantizer> quantizers,
    Metric metric,
    int items,
    int held,
    long steps,
    long resumed) {

  public TunePlan {
    parameters = List.copyOf(parameters);
    quantizers = List.copyOf(quantizers);
  }

  /** A parameter of the user's network; {@code reason} says why it is frozen if it is. */
  public record TunedParameter(String name, String type, boolean isTrained, String reason) {}

  /** What a quantizer rounds, to how many bits, and how that is trained. */
  public record TunedQuantizer(String name, boolean ofWeight, int bits, String method) {}
}
