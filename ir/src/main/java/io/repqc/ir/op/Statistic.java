package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * A number that training takes from the batch and deployment from the running average that training
 * kept. Running the graph as it stands is training; deployment puts {@code running} in this place.
 */
public record Statistic(Value batch, Value running) implements Op {
  @Override
  public TensorType inferType() {
    Checks.sameElements("statistic", batch, running);
    Checks.hasShape("statistic: running", running, batch.shape());
    return batch.type();
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    return operands.apply(batch);
  }
}
