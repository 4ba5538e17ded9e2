package io.repqc.bench;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** RepVGG-A0 as it is trained, of 22 blocks with up to three branches each; random weights. */
final class RepVgg {
  private static final int[] BLOCKS = {1, 2, 4, 14, 1};
  private static final int[] CHANNELS = {48, 48, 96, 192, 1280};
  private static final int CLASSES = 1000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  private RepVgg() {}

  static Model a0() {
    return new RepVgg().network();
  }

  private Model network() {
    Value input = Value.of("x", new Input(TensorType.f32(1, 3, 224, 224), true));
    Value value = input;
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      for (int block = 0; block < BLOCKS[stage]; block++) {
        value = block("stage%d.%d".formatted(stage, block), value, CHANNELS[stage], block == 0);
      }
    }
    Value pooled = Value.of("pooled", new Reduce(ReduceFunction.MEAN, value, List.of(2, 3), false));
    Value weight = parameter("linear.weight", true, -0.03, 0.03, CLASSES, pooled.type().dim(1));
    Value bias = parameter("linear.bias", true, -0.1, 0.1, CLASSES);
    Value logits = Value.of("logits", new Linear(pooled, weight, bias));
    Graph graph = new Graph("repvgg_a0", List.of(input), List.of(new Output("logits", logits)));
    return new Model(graph, parameters);
  }

  private Value block(String name, Value x, int channels, boolean halves) {
    Value dense = norm(name + ".dense", convolution(name + ".dense", x, channels, 3, halves));
    Value point = norm(name + ".point", convolution(name + ".point", x, channels, 1, halves));
    Value sum = add(name + ".sum", dense, point);
    if (!halves) {
      sum = add(name + ".total", sum, norm(name + ".identity", x));
    }
    return Value.of(name + ".relu", new Clamp(sum, 0, Double.POSITIVE_INFINITY));
  }

  private static Value add(String name, Value left, Value right) {
    return Value.of(name, new Binary(BinaryFunction.ADD, left, right));
  }

  private Value convolution(String name, Value x, int channels, int size, boolean halves) {
    int inputs = x.type().dim(1);
    double range = Math.sqrt(3.0 / (inputs * size * size));
    Value weight = parameter(name + ".weight", true, -range, range, channels, inputs, size, size);
    Op zeros = new Constant(Tensor.fill(TensorType.f32(channels), 0));
    int stride = halves ? 2 : 1;
    List<Integer> border = List.of(size / 2, size / 2);
    Window window = new Window(List.of(stride, stride), List.of(1, 1), border, border);
    Value bias = Value.of(name + ".bias", zeros);
    return Value.of(name, new Convolution(x, weight, bias, window, 1));
  }

  private Value norm(String name, Value x) {
    int channels = x.type().dim(1);
    return Value.of(
        name + ".norm",
        new BatchNorm(
            x,
            parameter(name + ".norm.weight", true, 0.5, 1, channels),
            parameter(name + ".norm.bias", true, -0.1, 0.1, channels),
            parameter(name + ".norm.running_mean", false, -0.1, 0.1, channels),
            parameter(name + ".norm.running_var", false, 0.5, 2, channels),
            1e-5));
  }

  private Value parameter(String name, boolean trains, double low, double high, int... dims) {
    TensorType type = TensorType.f32(dims);
    parameters.put(name, Tensor.generate(type, i -> random.nextDouble(low, high)));
    return Value.of(name, new Parameter(type, trains));
  }
}
