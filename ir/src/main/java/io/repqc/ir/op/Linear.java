package io.repqc.ir.op;

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
    Products products = products();
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
    return products.type(x.shape().with(rank - 1, features), 0, rank - 1);
  }

  /** By how many bits the scale of a quantized bias is finer than that of the products. */
  public int finerBits() {
    return products().finerBits();
  }

  private Products products() {
    return Products.of("linear", x, weight, bias);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int outputs = weight.type().dim(0);
    int inputs = weight.type().dim(1);
    return new ProductSums(
            inferType(),
            inputs,
            finerBits(),
            (output, row, column) -> {
              for (int k = 0; k < inputs; k++) {
                row[k] = output / outputs * inputs + k;
                column[k] = output % outputs * inputs + k;
              }
              return inputs;
            })
        .evaluate(
            operands.apply(x), operands.apply(weight), operands.apply(bias), i -> i % outputs);
  }
}
