package io.repqc.tests.text;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.NearestRounding;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Sampling;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** For each op how to make one at random that fits its operands. */
final class OpRecipes {

  @FunctionalInterface
  interface Recipe {
    Op make(Draw draw, RandomModel model);
  }

  private static final Map<Class<? extends Op>, Recipe> RECIPES = new LinkedHashMap<>();

  static {
    RECIPES.put(BatchNorm.class, OpRecipes::batchNorm);
    RECIPES.put(Binary.class, OpRecipes::binary);
    RECIPES.put(
        Cast.class,
        (draw, model) ->
            new Cast(model.operand(draw.anyType(), draw.shape(0, 3)), draw.anyType(), draw.coin()));
    RECIPES.put(
        Clamp.class,
        (draw, model) ->
            new Clamp(
                model.operand(draw.numberType(), draw.shape(0, 3)),
                draw.one(draw.number(), Double.NEGATIVE_INFINITY),
                draw.one(draw.number(), Double.POSITIVE_INFINITY)));
    RECIPES.put(Concat.class, OpRecipes::concat);
    RECIPES.put(Convolution.class, OpRecipes::convolution);
    RECIPES.put(Decode.class, OpRecipes::decode);
    RECIPES.put(DepthToSpace.class, OpRecipes::depthToSpace);
    RECIPES.put(Dequantize.class, OpRecipes::dequantize);
    RECIPES.put(Encode.class, OpRecipes::encode);
    RECIPES.put(Expand.class, OpRecipes::expand);
    RECIPES.put(Gather.class, OpRecipes::gather);
    RECIPES.put(Linear.class, OpRecipes::linear);
    RECIPES.put(Lookup.class, OpRecipes::lookup);
    RECIPES.put(MatMul.class, OpRecipes::matMul);
    RECIPES.put(Normalize.class, OpRecipes::normalize);
    RECIPES.put(Pad.class, OpRecipes::pad);
    RECIPES.put(Pool.class, OpRecipes::pool);
    RECIPES.put(PoolIndices.class, OpRecipes::poolIndices);
    RECIPES.put(Quantize.class, OpRecipes::quantize);
    RECIPES.put(Reduce.class, OpRecipes::reduce);
    RECIPES.put(Requantize.class, OpRecipes::requantize);
    RECIPES.put(RequantizeLeaky.class, OpRecipes::requantizeLeaky);
    RECIPES.put(Reshape.class, OpRecipes::reshape);
    RECIPES.put(Resize.class, OpRecipes::resize);
    RECIPES.put(ScaledSum.class, OpRecipes::scaledSum);
    RECIPES.put(Select.class, OpRecipes::select);
    RECIPES.put(Slice.class, OpRecipes::slice);
    RECIPES.put(Softmax.class, OpRecipes::softmax);
    RECIPES.put(Statistic.class, OpRecipes::statistic);
    RECIPES.put(Transpose.class, OpRecipes::transpose);
    RECIPES.put(TransposedConvolution.class, OpRecipes::transposedConvolution);
    RECIPES.put(Unary.class, OpRecipes::unary);
  }

  private static final List<Recipe> WEIGHTED =
      RECIPES.entrySet().stream()
          .flatMap(entry -> Collections.nCopies(weight(entry.getKey()), entry.getValue()).stream())
          .toList();

  private OpRecipes() {}

  /** The more members a family has, the more often it comes. */
  static Recipe any(Draw draw) {
    return draw.one(WEIGHTED);
  }

  private static int weight(Class<? extends Op> op) {
    return OpSchema.components(op).stream()
        .filter(component -> component.type() instanceof Class<?> type && type.isEnum())
        .filter(component -> component.type() != ElementType.class)
        .mapToInt(component -> ((Class<?>) component.type()).getEnumConstants().length)
        .max()
        .orElse(1);
  }

  private static Op batchNorm(Draw draw, RandomModel model) {
    ElementType type = draw.floatType();
    Shape shape = draw.shape(2, 4);
    Shape channels = Shape.of(shape.dim(1));
    return new BatchNorm(
        model.operand(type, shape),
        model.operand(type, channels),
        model.operand(type, channels),
        model.operand(type, channels),
        model.operand(type, channels),
        draw.number());
  }

  private static Op decode(Draw draw, RandomModel model) {
    return new Decode(model.quantized(draw.shape(1, 3)), draw.floatType());
  }

  private static Op encode(Draw draw, RandomModel model) {
    return new Encode(model.operand(draw.floatType(), draw.shape(0, 3)), model.levels());
  }

  private static Op lookup(Draw draw, RandomModel model) {
    ElementType bytes = draw.one(ElementType.I8, ElementType.U8);
    return new Lookup(
        model.operand(bytes, draw.shape(0, 3)), model.operand(draw.anyType(), Shape.of(256)));
  }

  private static Op requantize(Draw draw, RandomModel model) {
    return new Requantize(
        model.quantized(draw.shape(1, 3)), model.levels(), draw.one(Convention.values()));
  }

  private static Op requantizeLeaky(Draw draw, RandomModel model) {
    Shape shape = draw.shape(1, 3);
    int axis = draw.between(0, shape.rank() - 1);
    Shape slopes = Shape.of(draw.one(1, shape.dim(axis)));
    return new RequantizeLeaky(
        model.quantized(shape),
        model.operand(draw.floatType(), slopes),
        model.levels(),
        axis,
        draw.one(Convention.values()));
  }

  private static Op scaledSum(Draw draw, RandomModel model) {
    Shape shape = draw.shape(1, 3);
    List<Value> terms = new ArrayList<>();
    for (int i = draw.between(1, 3); i > 0; i--) {
      terms.add(model.quantized(draw.narrowed(shape)));
    }
    return new ScaledSum(terms, draw.list(terms.size(), -99, 99), 0.25);
  }

  private static Op binary(Draw draw, RandomModel model) {
    BinaryFunction function = draw.one(BinaryFunction.values());
    ElementType type = function.isLogical() ? ElementType.BOOL : draw.numberType();
    Shape shape = draw.shape(0, 3);
    Value whole = model.operand(type, shape);
    Value narrow = model.operand(type, draw.narrowed(shape));
    return draw.coin() ? new Binary(function, whole, narrow) : new Binary(function, narrow, whole);
  }

  private static Op concat(Draw draw, RandomModel model) {
    TensorType type = new TensorType(draw.anyType(), draw.shape(1, 3));
    int axis = draw.between(0, type.rank() - 1);
    List<Value> parts = new ArrayList<>();
    for (int i = draw.between(1, 3); i > 0; i--) {
      parts.add(model.operand(type.with(type.shape().with(axis, draw.between(1, 3)))));
    }
    return new Concat(parts, axis);
  }

  private static Op convolution(Draw draw, RandomModel model) {
    ElementType type = draw.numberType();
    int rank = draw.between(1, 3);
    int groups = draw.between(1, 2);
    int inputs = draw.between(1, 2);
    int outputs = groups * draw.between(1, 2);
    Shape weight = spatial(outputs, inputs, draw.list(rank, 1, 2));
    return new Convolution(
        model.operand(type, spatial(draw.between(1, 2), groups * inputs, draw.list(rank, 2, 4))),
        model.operand(type, weight),
        model.operand(type, Shape.of(outputs)),
        window(draw, rank),
        groups);
  }

  private static Op transposedConvolution(Draw draw, RandomModel model) {
    ElementType type = draw.floatType();
    int rank = draw.between(1, 3);
    int groups = draw.between(1, 2);
    int inputs = groups * draw.between(1, 2);
    int outputs = draw.between(1, 2);
    return new TransposedConvolution(
        model.operand(type, spatial(1, inputs, draw.list(rank, 2, 3))),
        model.operand(type, spatial(inputs, outputs, draw.list(rank, 1, 2))),
        model.operand(type, Shape.of(outputs * groups)),
        window(draw, rank),
        draw.list(rank, 0, 1),
        groups);
  }

  private static Op depthToSpace(Draw draw, RandomModel model) {
    int size = draw.between(1, 2);
    Shape shape = draw.shape(4, 4);
    return new DepthToSpace(
        model.operand(draw.anyType(), shape.with(1, size * size * shape.dim(1))),
        size,
        draw.coin());
  }

  private static Op dequantize(Draw draw, RandomModel model) {
    ElementType type = draw.one(Draw.INTEGERS);
    Shape shape = draw.shape(1, 3);
    int axis = draw.between(0, shape.rank() - 1);
    Shape scale = draw.one(Shape.SCALAR, Shape.of(shape.dim(axis)), shape);
    return new Dequantize(
        model.operand(type, shape),
        model.operand(draw.floatType(), scale),
        model.operand(type, scale),
        axis);
  }

  private static Op quantize(Draw draw, RandomModel model) {
    ElementType type = draw.coin() ? draw.floatType() : ElementType.I32;
    ElementType storage =
        draw.coin() ? draw.one(Draw.INTEGERS) : draw.one(ElementType.F8E4M3, ElementType.F8E5M2);
    Shape shape = draw.shape(1, 3);
    int axis = draw.between(0, shape.rank() - 1);
    Shape scale = draw.one(Shape.SCALAR, Shape.of(shape.dim(axis)), shape);
    return new Quantize(
        model.operand(type, shape),
        model.scales(draw.floatType(), scale),
        model.operand(draw.numberType(), scale),
        storage.isFloat() ? 0 : draw.one(0L, storage.minimum()),
        storage.isFloat() ? 0 : draw.one(1L, storage.maximum()),
        axis,
        storage,
        draw.coin());
  }

  private static Op expand(Draw draw, RandomModel model) {
    ElementType type = draw.anyType();
    Shape shape = draw.shape(1, 3);
    List<Integer> dims = new ArrayList<>(shape.dims());
    dims.replaceAll(dim -> draw.coin() ? dim : 0);
    return new Expand(
        model.operand(type, draw.narrowed(shape)), model.operand(draw.anyType(), shape), dims);
  }

  private static Op gather(Draw draw, RandomModel model) {
    Shape shape = draw.shape(1, 3);
    int axis = draw.between(0, shape.rank() - 1);
    int size = shape.dim(axis);
    TensorType indices = new TensorType(ElementType.I64, draw.shape(0, 2));
    return new Gather(
        model.operand(draw.anyType(), shape),
        model.constant(Tensor.generateIntegers(indices, i -> draw.between(-size, size - 1))),
        axis);
  }

  private static Op linear(Draw draw, RandomModel model) {
    ElementType type = draw.numberType();
    Shape shape = draw.shape(1, 3);
    int outputs = draw.between(1, 3);
    return new Linear(
        model.operand(type, shape),
        model.operand(type, Shape.of(outputs, shape.dim(shape.rank() - 1))),
        model.operand(type, Shape.of(outputs)));
  }

  private static Op matMul(Draw draw, RandomModel model) {
    ElementType type = draw.numberType();
    Shape shape = draw.shape(2, 4);
    int depth = shape.dim(shape.rank() - 1);
    return new MatMul(
        model.operand(type, shape), model.operand(type, Shape.of(depth, draw.between(1, 3))));
  }

  private static Op normalize(Draw draw, RandomModel model) {
    ElementType type = draw.floatType();
    Shape shape = draw.shape(1, 3);
    return new Normalize(
        model.operand(type, shape),
        model.operand(type, draw.narrowed(shape)),
        model.operand(type, draw.narrowed(shape)),
        draw.axes(shape.rank()),
        draw.number());
  }

  private static Op pad(Draw draw, RandomModel model) {
    PadMode mode = draw.one(PadMode.values());
    Value x = model.operand(draw.numberType(), draw.shape(1, 3));
    int rank = x.shape().rank();
    return new Pad(
        mode,
        x,
        draw.list(rank, 0, 3),
        draw.list(rank, -1, 2),
        mode == PadMode.CONSTANT ? draw.number() : 0);
  }

  private static Op pool(Draw draw, RandomModel model) {
    PoolFunction function = draw.one(PoolFunction.values());
    boolean average = function == PoolFunction.AVERAGE;
    int rank = draw.between(1, 3);
    List<Integer> size = draw.list(rank, 1, 2);
    return new Pool(
        function,
        pooled(draw, model, average ? draw.floatType() : draw.numberType(), rank),
        size,
        window(draw, size),
        draw.coin(),
        average && draw.coin());
  }

  private static Op poolIndices(Draw draw, RandomModel model) {
    int rank = draw.between(1, 3);
    List<Integer> size = draw.list(rank, 1, 2);
    return new PoolIndices(
        pooled(draw, model, draw.numberType(), rank),
        size,
        window(draw, size),
        draw.coin(),
        draw.coin());
  }

  private static Value pooled(Draw draw, RandomModel model, ElementType type, int rank) {
    return model.operand(
        type, spatial(draw.between(1, 2), draw.between(1, 2), draw.list(rank, 2, 4)));
  }

  private static Op reduce(Draw draw, RandomModel model) {
    Value x = model.operand(draw.numberType(), draw.shape(1, 3));
    return new Reduce(
        draw.one(ReduceFunction.values()), x, draw.axes(x.shape().rank()), draw.coin());
  }

  private static Op reshape(Draw draw, RandomModel model) {
    Value x = model.operand(draw.anyType(), draw.shape(1, 3));
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    Collections.reverse(dims);
    if (draw.coin()) {
      dims.set(draw.between(0, dims.size() - 1), -1);
    }
    return new Reshape(x, dims);
  }

  private static Op resize(Draw draw, RandomModel model) {
    Value x = model.operand(draw.floatType(), draw.shape(1, 3));
    List<Integer> axes = draw.axes(x.shape().rank());
    List<Double> region = new ArrayList<>();
    axes.forEach(axis -> region.add(0.25));
    axes.forEach(axis -> region.add(1.25));
    Coordinates coordinates = draw.one(Coordinates.values());
    return new Resize(
        x,
        axes,
        draw.list(axes.size(), 1, 3),
        axes.stream().map(axis -> draw.one(0.5, 1.0, 2.0, 1.0 / 3)).toList(),
        new Sampling(
            draw.one(ResizeMode.values()),
            coordinates,
            draw.one(NearestRounding.values()),
            draw.one(-0.5, -0.75, 0.0),
            draw.coin(),
            draw.coin(),
            coordinates == Coordinates.TF_CROP_AND_RESIZE ? region : List.of(),
            draw.number()));
  }

  private static Op select(Draw draw, RandomModel model) {
    ElementType type = draw.anyType();
    Shape shape = draw.shape(0, 3);
    return new Select(
        model.operand(ElementType.BOOL, draw.narrowed(shape)),
        model.operand(type, draw.narrowed(shape)),
        model.operand(type, draw.narrowed(shape)));
  }

  private static Op slice(Draw draw, RandomModel model) {
    Value x = model.operand(draw.anyType(), draw.shape(1, 3));
    List<Integer> axes = draw.axes(x.shape().rank());
    List<Integer> counts = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis : axes) {
      int count = draw.between(0, x.type().dim(axis));
      boolean backward = draw.coin();
      counts.add(count);
      starts.add(backward ? x.type().dim(axis) - 1 : 0);
      steps.add(backward ? -1 : 1);
    }
    return new Slice(x, axes, starts, counts, steps);
  }

  private static Op softmax(Draw draw, RandomModel model) {
    Value x = model.operand(draw.floatType(), draw.shape(1, 3));
    return new Softmax(x, draw.between(0, x.shape().rank() - 1), draw.coin());
  }

  private static Op statistic(Draw draw, RandomModel model) {
    TensorType type = new TensorType(draw.floatType(), draw.shape(0, 2));
    return new Statistic(model.operand(type), model.operand(type));
  }

  private static Op transpose(Draw draw, RandomModel model) {
    Value x = model.operand(draw.anyType(), draw.shape(0, 4));
    return new Transpose(x, draw.permutation(x.shape().rank()));
  }

  private static Op unary(Draw draw, RandomModel model) {
    UnaryFunction function = draw.one(UnaryFunction.values());
    ElementType type = function == UnaryFunction.NOT ? ElementType.BOOL : draw.numberType();
    Value x = model.operand(type, draw.shape(0, 3));
    return switch (function) {
      case CELU, ELU, THRESHOLDED_RELU -> new Unary(function, x, draw.number(), 0);
      case HARD_SIGMOID, SELU -> new Unary(function, x, draw.number(), draw.number());
      default -> new Unary(function, x);
    };
  }

  private static Window window(Draw draw, int rank) {
    return new Window(
        draw.list(rank, 1, 2), draw.list(rank, 1, 2), draw.list(rank, 0, 1), draw.list(rank, 0, 1));
  }

  /** In a plain model each window of this size reaches over the border. */
  private static Window window(Draw draw, List<Integer> size) {
    Window window = window(draw, size.size());
    return draw.isPlain()
        ? new Window(
            window.strides(),
            window.dilations(),
            smaller(window.before(), size),
            smaller(window.after(), size))
        : window;
  }

  private static List<Integer> smaller(List<Integer> border, List<Integer> size) {
    return IntStream.range(0, size.size())
        .mapToObj(axis -> Math.min(border.get(axis), size.get(axis) - 1))
        .toList();
  }

  private static Shape spatial(int outer, int channels, List<Integer> dims) {
    List<Integer> all = new ArrayList<>(List.of(outer, channels));
    all.addAll(dims);
    return new Shape(all);
  }
}
