package io.repqc.tests.random;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.NearestRounding;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Sampling;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.ir.op.Window;
import java.util.List;

/** What networks on images are put together of. */
record ImageBlocks(FloatSketch net) {
  private static final int MOST_ELEMENTS = 6000;

  /** Any block on {@code x}; a larger image is made smaller first. */
  Value any(Value x) {
    Chance chance = net.chance();
    if (x.shape().count() > MOST_ELEMENTS) {
      return pool(x);
    }
    return switch (chance.between(0, 15)) {
      case 0, 1 -> layer(x, chance.between(1, 40), chance.one(1, 3, 3, 5), chance.between(1, 2));
      case 2, 3 -> residual(x);
      case 4 -> separable(x);
      case 5 -> inverted(x);
      case 6 -> gated(x);
      case 7 -> branches(x);
      case 8 -> pool(x);
      case 9 -> larger(x);
      case 10 -> shuffledPixels(x);
      case 11 -> transposed(x);
      case 12 -> trained(x);
      case 13 -> normalized(x);
      case 14 -> shuffledChannels(x);
      default -> extremes(x);
    };
  }

  private Value layer(Value x, int channels, int kernel, int stride) {
    return net.activation(net.convolution(x, channels, kernel, stride, 1));
  }

  private Value residual(Value x) {
    int channels = x.type().dim(1);
    Value y = layer(x, channels, 3, 1);
    y = net.convolution(y, channels, net.chance().one(1, 3), 1, 1);
    Value sum = net.chance().oneIn(5) ? net.binary(BinaryFunction.SUB, x, y) : net.sum(y, x);
    return net.chance().coin() ? net.add(Clamp.relu(sum)) : sum;
  }

  private Value separable(Value x) {
    int channels = x.type().dim(1);
    int stride = net.chance().between(1, 2);
    Value y = net.activation(net.convolution(x, channels, 3, stride, channels));
    return layer(y, net.chance().between(1, 40), 1, 1);
  }

  private Value inverted(Value x) {
    int channels = x.type().dim(1);
    int wide = Math.min(60, channels * 3);
    Value y = layer(x, wide, 1, 1);
    y = net.activation(net.convolution(y, wide, net.chance().one(3, 5), 1, wide));
    return net.sum(x, net.convolution(y, channels, 1, 1, 1));
  }

  /** Squeeze and excitation. */
  private Value gated(Value x) {
    int channels = x.type().dim(1);
    Value gate = net.add(new Reduce(ReduceFunction.MEAN, x, List.of(2, 3), true));
    gate = net.add(Clamp.relu(net.convolution(gate, 1 + channels / 4, 1, 1, 1)));
    gate = net.convolution(gate, channels, 1, 1, 1);
    return net.binary(BinaryFunction.MUL, x, net.curve(UnaryFunction.SIGMOID, gate));
  }

  private Value branches(Value x) {
    int each = net.chance().between(1, 12);
    Value pooled = window(x, PoolFunction.MAX, 3, 1, 1);
    return net.concat(
        1, layer(x, each, 1, 1), layer(x, each + 1, 3, 1), net.chance().coin() ? x : pooled);
  }

  private Value pool(Value x) {
    PoolFunction function = net.chance().coin() ? PoolFunction.MAX : PoolFunction.AVERAGE;
    int border = net.chance().oneIn(3) ? 1 : 0;
    return window(x, function, border == 0 ? 2 : 3, 2, border);
  }

  private Value window(Value x, PoolFunction function, int size, int stride, int border) {
    boolean isTooSmall = Math.min(x.type().dim(2), x.type().dim(3)) < size;
    int taps = isTooSmall ? 1 : size;
    int around = isTooSmall ? 0 : border;
    Window window =
        new Window(
            List.of(stride, stride),
            List.of(1, 1),
            List.of(around, around),
            List.of(around, around));
    return net.add(new Pool(function, x, List.of(taps, taps), window, net.chance().coin(), false));
  }

  private Value larger(Value x) {
    boolean isSmooth = net.chance().coin();
    Sampling sampling =
        new Sampling(
            isSmooth ? ResizeMode.LINEAR : ResizeMode.NEAREST,
            isSmooth ? Coordinates.HALF_PIXEL : Coordinates.ASYMMETRIC,
            NearestRounding.FLOOR,
            -0.75,
            false,
            false,
            List.of(),
            0);
    List<Integer> sizes = List.of(2 * x.type().dim(2), 2 * x.type().dim(3));
    Value large = net.add(new Resize(x, List.of(2, 3), sizes, List.of(2.0, 2.0), sampling));
    return layer(large, net.chance().between(1, 12), 3, 2);
  }

  private Value shuffledPixels(Value x) {
    Value deep = net.convolution(x, 4 * net.chance().between(1, 4), 3, 2, 1);
    return net.add(new DepthToSpace(deep, 2, net.chance().coin()));
  }

  private Value transposed(Value x) {
    int inputs = x.type().dim(1);
    int outputs = net.chance().between(1, 10);
    Window window = new Window(List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(0, 1));
    Value y =
        net.add(
            new TransposedConvolution(
                x,
                net.weight(Shape.of(inputs, outputs, 3, 3), inputs * 9 / 4 + 1),
                net.bias(outputs),
                window,
                List.of(0, 0),
                1));
    return pool(net.activation(y));
  }

  /** As it is trained: a 3x3 and a 1x1 convolution and the identity, each with a BatchNorm. */
  private Value trained(Value x) {
    int channels = x.type().dim(1);
    Value wide = net.norm(net.convolution(x, channels, 3, 1, 1));
    Value narrow = net.norm(net.convolution(x, channels, 1, 1, 1));
    return net.add(Clamp.relu(net.sum(net.sum(wide, narrow), net.norm(x))));
  }

  private Value normalized(Value x) {
    int channels = x.type().dim(1);
    Value normal =
        net.add(
            new Normalize(
                x,
                net.trained(1, 0.2, channels, 1, 1),
                net.trained(0, 0.2, channels, 1, 1),
                net.chance().coin() ? List.of(2, 3) : List.of(1, 2, 3),
                1e-5));
    return net.activation(normal);
  }

  /** Half of the channels go through a layer, and all are interleaved. */
  private Value shuffledChannels(Value x) {
    int half = x.type().dim(1) / 2;
    if (half == 0) {
      return layer(x, 6, 3, 1);
    }
    Value left = net.add(Slice.along(x, 1, 0, half));
    Value right = net.add(Slice.along(x, 1, half, half));
    Value both = net.concat(1, left, layer(right, half, 3, 1));
    int rows = both.type().dim(2);
    int columns = both.type().dim(3);
    Value pairs = net.reshape(both, -1, 2, half, rows, columns);
    return net.reshape(net.transpose(pairs, 0, 2, 1, 3, 4), -1, 2 * half, rows, columns);
  }

  private Value extremes(Value x) {
    Value y = net.convolution(x, x.type().dim(1), 3, 1, 1);
    return net.binary(net.chance().one(BinaryFunction.MAX, BinaryFunction.MIN), x, y);
  }
}
