package io.repqc.passes.fuse;

import io.repqc.ir.Quantization;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpTable;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;
import java.util.Map;

/** How each op computes on integers that stand for its operands. */
final class TwinRules {
  private interface Row<O> {
    Value twin(Value value, O op) throws Refusal;
  }

  private final Twins twins;
  private final Demands demands;
  private final Quantizers quantizers;
  private final Levelling levelling;
  private final Layers layers;
  private final Sums sums;
  private final OpTable<Row<Op>> table;

  TwinRules(Twins twins, Demands demands) {
    this.twins = twins;
    this.demands = demands;
    this.quantizers = new Quantizers(twins.fixed());
    this.levelling = new Levelling(twins);
    this.layers = new Layers(twins);
    this.sums = new Sums(twins, layers);
    this.table = table();
  }

  Value apply(Value value) throws Refusal {
    return table.get(value.op()).twin(value, value.op());
  }

  private OpTable<Row<Op>> table() {
    Rows rows = new Rows(OpTable.of("rule for integers"));
    rows.refuse(BatchNorm.class, "no layer stands before this BatchNorm to take it in");
    rows.row(Binary.class, this::binary);
    rows.refuse(Cast.class, "a cast makes numbers of no known scale");
    rows.row(Clamp.class, this::clamp);
    rows.row(Concat.class, this::move);
    rows.row(Convolution.class, layers::convolution);
    rows.row(Decode.class, (value, op) -> twins.twin(op.x()));
    rows.row(DepthToSpace.class, this::move);
    rows.row(Dequantize.class, this::dequantize);
    rows.row(Encode.class, this::kept);
    rows.row(Expand.class, this::move);
    rows.row(Gather.class, this::move);
    rows.row(Input.class, this::input);
    rows.row(Linear.class, layers::linear);
    rows.row(Lookup.class, this::kept);
    rows.row(MatMul.class, layers::product);
    rows.row(Normalize.class, layers::normalize);
    rows.row(Pad.class, this::move);
    rows.row(Pool.class, this::pool);
    rows.refuse(PoolIndices.class, "it finds places, not numbers");
    rows.row(Quantize.class, (v, op) -> levelling.of(op.x(), quantizers.levels(op), v.name()));
    rows.row(Reduce.class, this::reduce);
    rows.row(Requantize.class, this::kept);
    rows.row(RequantizeLeaky.class, this::kept);
    rows.row(Reshape.class, this::move);
    rows.row(Resize.class, this::resize);
    rows.row(ScaledSum.class, this::kept);
    rows.row(Select.class, this::move);
    rows.row(Slice.class, this::move);
    rows.row(Softmax.class, this::summed);
    rows.refuse(Statistic.class, "statistics of a batch are for training");
    rows.row(Transpose.class, this::move);
    rows.row(TransposedConvolution.class, layers::transposed);
    rows.refuse(
        Unary.class, "as a table it would take one 8-bit operand and a quantizer behind it");
    return rows.table
        .excuse(Constant.class, "no input reaches it")
        .excuse(Parameter.class, "no input reaches it")
        .build();
  }

  /** What is in integers already. */
  private Value kept(Value value, Op op) throws Refusal {
    if (!value.type().quantization().isPresent()) {
      throw new Refusal("it is no quantized number");
    }
    return same(value, twins.moved(op, Map.of()));
  }

  private static Value same(Value value, Op op) {
    return op == value.op() ? value : Value.of(value.name(), op);
  }

  private Value input(Value value, Input op) throws Refusal {
    if (value.type().quantization().isPresent()) {
      return value;
    }
    Quantization quantization =
        demands.of(value).orElseThrow(() -> new Refusal("it is given as it is"));
    TensorType type = new TensorType(value.elementType(), value.shape(), quantization);
    return Value.of(value.name(), new Input(type, op.batched()));
  }

  private Value dequantize(Value value, Dequantize op) throws Refusal {
    Quantization wanted = quantizers.quantization(op);
    if (!wanted.isUniform()) {
      throw new Refusal(
          "it has %d scales; activations have one for the whole tensor", wanted.scales().size());
    }
    Value twin =
        twins
            .find(op.x())
            .orElseThrow(
                () -> new Refusal("\"%s\" holds integers of no known scale", op.x().name()));
    Quantization found = twin.type().quantization();
    if (!found.isUniform()
        || found.scale(0) != wanted.scale(0)
        || found.zeroPoint(0) != wanted.zeroPoint(0)) {
      throw new Refusal(
          "it takes \"%s\" for levels with the scale %s and the zero point %d, which are %s and %d",
          op.x().name(), wanted.scale(0), wanted.zeroPoint(0), found.scale(0), found.zeroPoint(0));
    }
    return twin;
  }

  private Value binary(Value value, Binary op) throws Refusal {
    return switch (op.function()) {
      case ADD, SUB -> sums.of(value);
      case MUL ->
          Value.of(
              value.name(),
              new Binary(op.function(), twins.narrow(op.left()), twins.narrow(op.right())));
      case MAX, MIN -> move(value, op);
      default ->
          throw new Refusal(
              "as a table it would take one 8-bit operand and constants of one number each, and a"
                  + " quantizer behind it");
    };
  }

  /** Bounds that are integers of the twin. */
  private Value clamp(Value value, Clamp op) throws Refusal {
    Value twin = twins.twin(op.x());
    double low = bound(value, twin.type().quantization(), op.low());
    double high = bound(value, twin.type().quantization(), op.high());
    return Value.of(value.name(), new Clamp(twin, low, high));
  }

  private static double bound(Value value, Quantization levels, double bound) throws Refusal {
    if (Double.isInfinite(bound)) {
      return bound;
    }
    double level = Math.rint((float) bound / levels.scale(0)) + levels.zeroPoint(0);
    boolean isLevel =
        levels.isUniform() && (float) ((level - levels.zeroPoint(0)) * levels.scale(0)) == bound;
    if (bound != 0 && !isLevel || levels.zeroPoints().size() > 1) {
      throw new Refusal(
          "\"%s\" stops at %s, which is none of the levels of its operand", value.name(), bound);
    }
    return level;
  }

  private Value pool(Value value, Pool op) throws Refusal {
    return Moves.isMove(op) ? move(value, op) : summed(value, op);
  }

  private Value reduce(Value value, Reduce op) throws Refusal {
    if (op.function() == ReduceFunction.PRODUCT) {
      throw new Refusal("the product of many numbers has no scale of 32 bits");
    }
    return Moves.isMove(op) ? move(value, op) : summed(value, op);
  }

  private Value resize(Value value, Resize op) throws Refusal {
    if (op.sampling().coordinates() == Coordinates.TF_CROP_AND_RESIZE) {
      throw new Refusal("it resizes a region");
    }
    return Moves.isMove(op) ? move(value, op) : summed(value, op);
  }

  /** Exact sums over the elements of one operand. */
  private Value summed(Value value, Op op) throws Refusal {
    Value x = OpSchema.operands(op).get(0);
    Value twin = twins.narrow(x);
    return Value.of(value.name(), OpSchema.mapOperands(op, operand -> twin));
  }

  private Value move(Value value, Op op) throws Refusal {
    return levelling.moved(value, op);
  }

  private static final class Rows {
    private final OpTable.Builder<Row<Op>> table;

    Rows(OpTable.Builder<Row<Op>> table) {
      this.table = table;
    }

    <O extends Op> void row(Class<O> type, Row<O> row) {
      table.handle(type, (value, op) -> row.twin(value, type.cast(op)));
    }

    void refuse(Class<? extends Op> type, String reason) {
      table.handle(
          type,
          (value, op) -> {
            throw new Refusal("%s", reason);
          });
    }
  }
}
