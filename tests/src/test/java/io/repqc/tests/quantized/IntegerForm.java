package io.repqc.tests.quantized;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Transpose;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.fuse.FuseQuantizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A quantized network of integer ops, and what in it is none. */
final class IntegerForm {
  /** What may stand between the float interface and the integers. */
  private static final Set<String> INTERFACE = Set.of("input", "decode", "reshape", "transpose");

  private IntegerForm() {}

  /** A network as it was read, in integers; sums are rounded as ONNX Runtime rounds them. */
  static Model of(Model model) {
    List<Pass> passes = new ArrayList<>(Pipelines.simplify());
    passes.add(new FuseQuantizers(Convention.ONNX, name -> false));
    return new PassRunner(passes).run(model, new Reasons());
  }

  /** What is given to {@code input}, which may say what its integers stand for. */
  static Tensor typed(Tensor given, Value input) {
    return Tensor.of(input.type().with(given.shape()), given.array());
  }

  /**
   * One line for each value that is no integer though it is not on the interface. A slope becomes a
   * factor.
   */
  static List<String> problems(Graph graph) {
    DataSide data = new DataSide(graph);
    Set<Value> slopes =
        graph.values().stream()
            .filter(value -> value.op() instanceof RequantizeLeaky)
            .map(value -> ((RequantizeLeaky) value.op()).slope())
            .collect(Collectors.toSet());
    return graph.values().stream()
        .filter(value -> !isInteger(value, data) && !slopes.contains(value))
        .map(value -> "%s = %s".formatted(value, OpSchema.mnemonic(value.op())))
        .toList();
  }

  private static boolean isInteger(Value value, DataSide data) {
    if (value.op() instanceof Quantize || value.op() instanceof Dequantize) {
      return false;
    }
    if (value.op() instanceof Encode encode) {
      return source(encode.x()).op() instanceof Input;
    }
    return !value.elementType().isFloat()
        || data.contains(value) && INTERFACE.contains(OpSchema.mnemonic(value.op()));
  }

  /** Where floats come from that are only moved. */
  private static Value source(Value value) {
    Value source = value;
    while (source.op() instanceof Reshape || source.op() instanceof Transpose) {
      source = OpSchema.operands(source.op()).get(0);
    }
    return source;
  }
}
