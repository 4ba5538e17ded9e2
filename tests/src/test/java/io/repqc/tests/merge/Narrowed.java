package io.repqc.tests.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network of {@code f64} in {@code f32}. */
final class Narrowed {
  private Narrowed() {}

  static Model of(Model model) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    model.parameters().forEach((name, tensor) -> parameters.put(name, narrow(tensor)));
    return new Model(
        new Rewrite(model.graph()).each((value, op) -> Value.of(value.name(), narrow(op))),
        parameters);
  }

  private static Op narrow(Op op) {
    if (op instanceof Constant constant) {
      return new Constant(narrow(constant.tensor()));
    }
    return OpSchema.mapTypes(op, type -> type == ElementType.F64 ? ElementType.F32 : type);
  }

  private static Tensor narrow(Tensor tensor) {
    return tensor.elementType() == ElementType.F64
        ? Tensor.generate(tensor.type().with(ElementType.F32), tensor::number)
        : tensor;
  }
}
