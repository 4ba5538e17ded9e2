package io.repqc.compiler.quantize;

import io.repqc.compiler.evaluate.OutputError;
import io.repqc.ir.Model;
import io.repqc.passes.Reasons.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A network in its forms: as it was read, in floats, with quantizers among floats, and in integers;
 * and what was found out on the way. {@code keepsQuantizers} if it brought them. {@code notes} are
 * what its user should know. Without labels there is no accuracy, without data no error, and no
 * layers unless they were asked for.
 */
public record QuantizationResult(
    Model before,
    Model floats,
    Model quantizers,
    Model integers,
    boolean keepsQuantizers,
    List<String> notes,
    List<QuantizedLayer> layers,
    Optional<Accuracy> accuracy,
    List<OutputError> errors,
    List<Reason> reasons) {
  private static final int MOST_LAYERS = 3;

  public QuantizationResult {
    notes = List.copyOf(notes);
    layers = List.copyOf(layers);
    errors = List.copyOf(errors);
    reasons = List.copyOf(reasons);
  }

  /** The layers that add the most noise of their own, the worst first; only what counts. */
  public List<QuantizedLayer> worst() {
    return layers.stream()
        .filter(layer -> layer.added().orElse(0) > 0)
        .sorted(Comparator.comparingDouble(layer -> -layer.added().getAsDouble()))
        .limit(MOST_LAYERS)
        .toList();
  }
}
