package io.repqc.cli.picture;

import static io.repqc.cli.picture.Diagram.Kind.ACTIVATION;
import static io.repqc.cli.picture.Diagram.Kind.CONVOLUTION;
import static io.repqc.cli.picture.Diagram.Kind.ELEMENTWISE;
import static io.repqc.cli.picture.Diagram.Kind.INPUT;
import static io.repqc.cli.picture.Diagram.Kind.NORMALIZATION;
import static io.repqc.cli.picture.Diagram.Kind.OTHER;
import static io.repqc.cli.picture.Diagram.Kind.POOL;
import static io.repqc.cli.picture.Diagram.Kind.QUANTIZER;
import static io.repqc.cli.picture.Diagram.Kind.SHAPE;
import static io.repqc.cli.picture.Wording.axes;
import static io.repqc.cli.picture.Wording.border;
import static io.repqc.cli.picture.Wording.change;
import static io.repqc.cli.picture.Wording.dim;
import static io.repqc.cli.picture.Wording.folded;
import static io.repqc.cli.picture.Wording.groups;
import static io.repqc.cli.picture.Wording.isOne;
import static io.repqc.cli.picture.Wording.kernel;
import static io.repqc.cli.picture.Wording.lower;
import static io.repqc.cli.picture.Wording.number;
import static io.repqc.cli.picture.Wording.ranges;
import static io.repqc.cli.picture.Wording.sizes;
import static io.repqc.cli.picture.Wording.spaced;
import static io.repqc.cli.picture.Wording.steps;
import static io.repqc.cli.picture.Wording.words;

import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpTable;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
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
import io.repqc.ir.op.UnaryFunction;
import java.util.function.Function;

/** How each op is described in a picture. */
final class Captions {
  private static final OpTable<Function<Op, Caption>> TABLE = table();

  private Captions() {}

  static Caption of(Value value) {
    return value.op() instanceof Input
        ? Caption.of(INPUT, value.name(), value.elementType().toString())
        : TABLE.get(value.op()).apply(value.op());
  }

  private static OpTable<Function<Op, Caption>> table() {
    Entries entries = new Entries();
    entries.plain(BatchNorm.class, NORMALIZATION);
    entries.add(Binary.class, Captions::binary);
    entries.add(Cast.class, op -> Caption.of(SHAPE, "cast", "to " + op.to()));
    entries.add(Clamp.class, Captions::clamp);
    entries.add(Concat.class, op -> Caption.of(SHAPE, "concat", "axis " + op.axis()));
    entries.plain(Constant.class, OTHER);
    entries.add(Convolution.class, Captions::convolution);
    entries.plain(Decode.class, QUANTIZER);
    entries.add(
        DepthToSpace.class, op -> Caption.of(SHAPE, "depth to space", "×" + op.blockSize()));
    entries.plain(Dequantize.class, QUANTIZER);
    entries.add(Encode.class, op -> levels("encode", op.to()));
    entries.plain(Expand.class, SHAPE);
    entries.add(Gather.class, op -> Caption.of(SHAPE, "gather", "axis " + op.axis()));
    entries.plain(Input.class, INPUT);
    entries.add(
        Linear.class,
        op -> Caption.of(CONVOLUTION, "linear", change(dim(op.weight(), 1), dim(op.weight(), 0))));
    entries.plain(Lookup.class, ACTIVATION);
    entries.plain(MatMul.class, CONVOLUTION);
    entries.add(Normalize.class, op -> Caption.of(NORMALIZATION, "normalize", axes(op.axes())));
    entries.add(Pad.class, op -> Caption.of(SHAPE, words(op), border(op.before(), op.after())));
    entries.plain(Parameter.class, OTHER);
    entries.add(
        Pool.class, op -> Caption.of(POOL, words(op) + " " + sizes(op.size()), steps(op.window())));
    entries.add(
        PoolIndices.class,
        op -> Caption.of(POOL, "pool indices " + sizes(op.size()), steps(op.window())));
    entries.add(Quantize.class, Captions::quantize);
    entries.add(Reduce.class, op -> Caption.of(POOL, words(op), axes(op.axes())));
    entries.add(Requantize.class, op -> levels("requantize", op.to()));
    entries.add(RequantizeLeaky.class, op -> levels("leaky requantize", op.to()));
    entries.plain(Reshape.class, SHAPE);
    entries.add(Resize.class, op -> Caption.of(SHAPE, "resize", lower(op.sampling().mode())));
    entries.plain(ScaledSum.class, ELEMENTWISE);
    entries.plain(Select.class, ELEMENTWISE);
    entries.add(Slice.class, op -> Caption.of(SHAPE, "slice", ranges(op)));
    entries.add(
        Softmax.class,
        op -> Caption.of(ACTIVATION, op.log() ? "log softmax" : "softmax", "axis " + op.axis()));
    entries.plain(Statistic.class, NORMALIZATION);
    entries.add(Transpose.class, op -> Caption.of(SHAPE, "transpose", spaced(op.permutation())));
    entries.add(TransposedConvolution.class, Captions::transposedConvolution);
    entries.add(Unary.class, op -> Caption.of(unaryKind(op.function()), words(op), constants(op)));
    return entries.table.build();
  }

  /** Takes the table's entries, each with its op's own type. */
  private static final class Entries {
    final OpTable.Builder<Function<Op, Caption>> table = OpTable.of("caption");

    <T extends Op> void add(Class<T> type, Function<T, Caption> caption) {
      table.handle(type, op -> caption.apply(type.cast(op)));
    }

    void plain(Class<? extends Op> type, Diagram.Kind kind) {
      table.handle(type, op -> Caption.of(kind, words(op)));
    }
  }

  private static Caption convolution(Convolution op) {
    int outputs = dim(op.weight(), 0);
    int inputs = dim(op.weight(), 1) * op.groups();
    String title = "conv " + kernel(op.weight());
    return Caption.of(
        CONVOLUTION,
        title,
        change(inputs, outputs) + steps(", ", op.window()),
        groups(op.groups(), inputs));
  }

  private static Caption transposedConvolution(TransposedConvolution op) {
    int inputs = dim(op.weight(), 0);
    int outputs = dim(op.weight(), 1) * op.groups();
    String strides = isOne(op.window().strides()) ? "" : ", ×" + sizes(op.window().strides());
    String title = "transposed conv " + kernel(op.weight());
    return Caption.of(
        CONVOLUTION, title, change(inputs, outputs) + strides, groups(op.groups(), inputs));
  }

  private static Caption binary(Binary op) {
    Diagram.Kind kind = op.function() == BinaryFunction.PRELU ? ACTIVATION : ELEMENTWISE;
    return Caption.of(kind, words(op), folded(op.left()), folded(op.right()));
  }

  private static Caption clamp(Clamp op) {
    boolean isRelu = op.low() == 0 && op.high() == Double.POSITIVE_INFINITY;
    return isRelu
        ? Caption.of(ACTIVATION, "relu")
        : Caption.of(ACTIVATION, "clamp", number(op.low()) + " to " + number(op.high()));
  }

  private static Caption quantize(Quantize op) {
    String channels = op.scale().shape().count() > 1 ? "per channel" : "";
    return Caption.of(
        QUANTIZER, "quantize " + op.storage(), op.minimum() + " to " + op.maximum(), channels);
  }

  private static Caption levels(String title, Levels levels) {
    return Caption.of(
        QUANTIZER, title + " " + levels.storage(), levels.minimum() + " to " + levels.maximum());
  }

  private static Diagram.Kind unaryKind(UnaryFunction function) {
    return switch (function) {
      case CELU, ELU, GELU, GELU_TANH, HARD_SIGMOID, HARD_SWISH -> ACTIVATION;
      case MISH, SELU, SIGMOID, SOFTPLUS, SOFTSIGN, TANH, THRESHOLDED_RELU -> ACTIVATION;
      case ABS, CEIL, ERF, EXP, FLOOR, LOG, NEG, NOT, RECIPROCAL, ROUND, SIGN, SQRT -> ELEMENTWISE;
    };
  }

  /** The constants of a function that takes some; those of the others are 0. */
  private static String constants(Unary op) {
    if (op.alpha() == 0) {
      return "";
    }
    return number(op.alpha()) + (op.beta() == 0 ? "" : ", " + number(op.beta()));
  }
}
