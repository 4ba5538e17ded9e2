package io.repqc.tune.quantizer;

import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.UseRunningStatistics;
import io.repqc.passes.materialize.WeightNumbers;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained network as it is deployed: with settled numbers, running averages in the place of
 * statistics, and zero points that are integers of the storage; its weights are still expressions.
 */
public final class SettleQuantizers {
  private SettleQuantizers() {}

  /** {@code numbers} are those of the parameters by name; others are as they were. */
  public static Model apply(Trainee trainee, Map<String, Tensor> numbers) {
    Map<String, Tensor> all = new LinkedHashMap<>(trainee.model().parameters());
    all.putAll(numbers);
    Model model = new Model(trainee.model().graph(), trainee.settled().apply(all));
    return withIntegers(new UseRunningStatistics().run(model, new Reasons()));
  }

  private static Model withIntegers(Model model) {
    Map<Value, TensorType> types = new LinkedHashMap<>();
    for (Value value : model.graph().values()) {
      if (value.op() instanceof Quantize quantize && quantize.zeroPoint().elementType().isFloat()) {
        Value zeroPoint = quantize.zeroPoint();
        types.put(zeroPoint, new TensorType(quantize.storage(), zeroPoint.shape()));
      }
    }
    Map<Value, Tensor> numbers = WeightNumbers.of(model, types.keySet());
    return new Model(
        new Rewrite(model.graph())
            .each(
                (value, op) ->
                    types.containsKey(value)
                        ? Value.of(value.name(), integers(types.get(value), numbers.get(value)))
                        : Rewrite.keep(value, op)),
        model.parameters());
  }

  private static Constant integers(TensorType type, Tensor numbers) {
    return new Constant(Tensor.generateIntegers(type, i -> Math.round(numbers.number(i))));
  }
}
