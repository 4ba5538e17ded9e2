package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/** A fully connected layer on the last axis: weight is [output features, input features]. */
public record Linear(Value x, Value weight, Value bias) implements Op {
  @Override
  public TensorType inferType() {
    ElementType elements = Checks.sameElements("linear", x, weight, bias);
    int rank = x.shape().rank();
    IrException.check(rank >= 1 && weight.shape().rank() == 2, "linear: %s by %s", x, weight);
    IrException.check(
        x.type().dim(rank - 1) == weight.type().dim(1),
        "linear: the weight %s has %d input features, the input %s has %d",
        weight,
        weight.type().dim(1),
        x,
        x.type().dim(rank - 1));
    int features = weight.type().dim(0);
    Checks.hasShape("linear: bias", bias, Shape.of(features));
    return new TensorType(elements, x.shape().with(rank - 1, features));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Tensor input = operands.apply(x);
    Tensor matrix = operands.apply(weight);
    Tensor start = operands.apply(bias);
    int outputs = weight.type().dim(0);
    int inputs = weight.type().dim(1);
    if (type.elementType().isFloat()) {
      return Tensor.generate(
          type,
          i -> {
            double sum = start.number(i % outputs);
            for (int k = 0; k < inputs; k++) {
              sum +=
                  input.number(i / outputs * inputs + k) * matrix.number(i % outputs * inputs + k);
            }
            return sum;
          });
    }
    return Tensor.generateIntegers(
        type,
        i -> {
          long sum = start.integer(i % outputs);
          for (int k = 0; k < inputs; k++) {
            sum +=
                input.integer(i / outputs * inputs + k) * matrix.integer(i % outputs * inputs + k);
          }
          return sum;
        });
  }
}
