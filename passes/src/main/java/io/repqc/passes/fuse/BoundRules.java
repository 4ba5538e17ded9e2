package io.repqc.passes.fuse;

import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
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
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** How large the sums of each op can be. */
final class BoundRules {
  private interface Row<O> {
    Bound of(Value value, O op);
  }

  private static final String ROUNDS = "it holds levels, not sums";
  private static final String FLOATS = "it computes floats";

  private final Function<Value, Tensor> parameters;
  private final AccumulatorBounds bounds;
  private final OpTable<Row<Op>> table = table();

  BoundRules(Function<Value, Tensor> parameters, AccumulatorBounds bounds) {
    this.parameters = parameters;
    this.bounds = bounds;
  }

  Bound of(Value value) {
    return table.get(value.op()).of(value, value.op());
  }

  private OpTable<Row<Op>> table() {
    Rows rows = new Rows(OpTable.of("bound"));
    rows.row(Binary.class, this::product);
    rows.row(Clamp.class, (value, op) -> Bound.ofTerms(1, reach(op.x())));
    rows.row(Concat.class, this::moved);
    rows.row(Constant.class, (value, op) -> stored(op.tensor()));
    rows.row(
        Convolution.class,
        (value, op) -> layer(op.x(), op.weight(), op.bias(), op.finerBits(), channel(op.weight())));
    rows.row(DepthToSpace.class, this::moved);
    rows.row(Expand.class, this::moved);
    rows.row(Gather.class, this::moved);
    rows.row(Input.class, (value, op) -> Bound.ofTerms(1, value.type().quantization().reach()));
    rows.row(
        Linear.class,
        (value, op) -> layer(op.x(), op.weight(), op.bias(), op.finerBits(), channel(op.weight())));
    rows.row(MatMul.class, (value, op) -> matrices(op));
    rows.row(Normalize.class, (value, op) -> normal(op));
    rows.row(Pad.class, this::moved);
    rows.row(Parameter.class, (value, op) -> stored(parameters.apply(value)));
    rows.row(Pool.class, this::pool);
    rows.row(Reduce.class, this::reduce);
    rows.row(Reshape.class, this::moved);
    rows.row(Resize.class, (value, op) -> Moves.isMove(op) ? moved(value, op) : ofType());
    rows.row(ScaledSum.class, (value, op) -> sum(op));
    rows.row(Select.class, this::moved);
    rows.row(Slice.class, this::moved);
    rows.row(Softmax.class, (value, op) -> ofType());
    rows.row(Transpose.class, this::moved);
    rows.row(
        TransposedConvolution.class,
        (value, op) -> layer(op.x(), op.weight(), op.bias(), op.finerBits(), channel(op)));
    return rows.table
        .excuse(BatchNorm.class, FLOATS)
        .excuse(Cast.class, FLOATS)
        .excuse(Decode.class, FLOATS)
        .excuse(Dequantize.class, FLOATS)
        .excuse(Encode.class, ROUNDS)
        .excuse(Lookup.class, ROUNDS)
        .excuse(PoolIndices.class, "it holds places, not sums")
        .excuse(Quantize.class, ROUNDS)
        .excuse(Requantize.class, ROUNDS)
        .excuse(RequantizeLeaky.class, ROUNDS)
        .excuse(Statistic.class, FLOATS)
        .excuse(Unary.class, FLOATS)
        .build();
  }

  /** What a value is at most: a sum's bound, or the reach of its levels. */
  private double reach(Value value) {
    return bounds.of(value).map(Bound::largest).orElse((double) levels(value).reach());
  }

  private static Quantization levels(Value value) {
    return value.type().quantization();
  }

  private Bound moved(Value value, Op op) {
    double largest = Moves.carriers(op).stream().mapToDouble(this::reach).max().orElse(0);
    return Bound.ofTerms(1, largest);
  }

  private static Bound stored(Tensor tensor) {
    return Bound.ofTerms(1, Arrays.stream(tensor.toSteps()).mapToDouble(Math::abs).max().orElse(0));
  }

  private Bound product(Value value, Binary op) {
    return op.function() == BinaryFunction.MUL
        ? Bound.ofTerms(1, reach(op.left()) * reach(op.right()))
        : moved(value, op);
  }

  private Bound sum(ScaledSum op) {
    double sum = 0;
    for (int i = 0; i < op.terms().size(); i++) {
      sum += Math.abs((double) op.multipliers().get(i)) * reach(op.terms().get(i));
    }
    return Bound.ofTerms(1, sum);
  }

  private Bound pool(Value value, Pool op) {
    return Moves.isMove(op) ? moved(value, op) : Bound.ofTerms(op.multiple(), reach(op.x()));
  }

  private Bound reduce(Value value, Reduce op) {
    return Moves.isMove(op)
        ? moved(value, op)
        : Bound.ofTerms((double) op.x().shape().count() / value.shape().count(), reach(op.x()));
  }

  private Bound matrices(MatMul op) {
    int rank = op.right().shape().rank();
    int depth = op.right().type().dim(rank - 2);
    int columns = op.right().type().dim(rank - 1);
    if (!isStored(op.right())) {
      return Bound.ofTerms(depth, reach(op.left()) * reach(op.right()));
    }
    return products(
        depth,
        magnitudes(op.right(), i -> i / columns / depth * columns + i % columns),
        reach(op.left()),
        new double[0]);
  }

  private Bound layer(Value x, Value weight, Value bias, int finerBits, IntUnaryOperator channel) {
    double[] biases = numbers(bias).map(BoundRules::magnitudes).orElse(new double[0]);
    int terms = weight.shape().count() / Math.max(1, biases.length);
    double[] weights =
        isStored(weight) ? magnitudes(weight, channel) : new double[] {terms * reach(weight)};
    return products(terms, weights, Math.scalb(reach(x), finerBits), biases);
  }

  /** The largest over the channels; what nothing is known of counts as the worst. */
  private static Bound products(int terms, double[] weights, double reach, double[] biases) {
    double largest = 0;
    double largestBias = 0;
    for (int channel = 0; channel < weights.length; channel++) {
      double bias = channel < biases.length ? biases[channel] : 0;
      if (weights[channel] * reach + bias > largest * reach + largestBias) {
        largest = weights[channel];
        largestBias = bias;
      }
    }
    return Bound.ofProducts(terms, largest, reach, largestBias);
  }

  /** The sum of the magnitudes of the weights that go into each channel. */
  private double[] magnitudes(Value weight, IntUnaryOperator channel) {
    int[] steps = numbers(weight).orElseThrow().toSteps();
    double[] sums = new double[IntStream.range(0, steps.length).map(channel).max().orElse(0) + 1];
    for (int i = 0; i < steps.length; i++) {
      sums[channel.applyAsInt(i)] += Math.abs(steps[i]);
    }
    return sums;
  }

  /** The channel of a weight that has them on its first axis. */
  private static IntUnaryOperator channel(Value weight) {
    int size = weight.shape().count(1, weight.shape().rank());
    return i -> i / size;
  }

  private static IntUnaryOperator channel(TransposedConvolution op) {
    int taps = op.kernel().count();
    int outputs = op.weight().type().dim(1);
    int inputs = op.weight().type().dim(0) / op.groups();
    return i -> i / taps / outputs / inputs * outputs + i / taps % outputs;
  }

  /** Partial sums are none of i32: the quotient of 30 bits and the shift are. */
  private Bound normal(Normalize op) {
    double shift =
        numbers(op.shift()).stream()
            .flatMapToDouble(tensor -> Arrays.stream(magnitudes(tensor)))
            .max()
            .orElse(0);
    return Bound.ofTerms(1, Math.scalb(1.0, 30) + shift);
  }

  private static double[] magnitudes(Tensor integers) {
    return Arrays.stream(integers.toNumbers()).map(Math::abs).toArray();
  }

  private static boolean isStored(Value value) {
    return value.op() instanceof Parameter || value.op() instanceof Constant;
  }

  private Optional<Tensor> numbers(Value value) {
    if (value.op() instanceof Constant constant) {
      return Optional.of(constant.tensor());
    }
    return isStored(value) ? Optional.of(parameters.apply(value)) : Optional.empty();
  }

  private static Bound ofType() {
    return Bound.ofTerms(1, Integer.MAX_VALUE);
  }

  private static final class Rows {
    private final OpTable.Builder<Row<Op>> table;

    Rows(OpTable.Builder<Row<Op>> table) {
      this.table = table;
    }

    <O extends Op> void row(Class<O> type, Row<O> row) {
      table.handle(type, (value, op) -> row.of(value, type.cast(op)));
    }
  }
}
