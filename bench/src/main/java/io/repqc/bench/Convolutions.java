package io.repqc.bench;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Window;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** The speed of the interpreter on the 3x3 convolutions of RepVGG, for floats and for integers. */
final class Convolutions {

  /** One layer: channels in and out, size of the input, stride, images. */
  private record Layer(int inputs, int outputs, int size, int stride, int batch) {}

  /** RepVGG-A0 at 224 x 224, then the example network at 32 x 32, alone and in a batch. */
  private static final List<Layer> LAYERS =
      List.of(
          new Layer(3, 48, 224, 2, 1),
          new Layer(48, 48, 112, 2, 1),
          new Layer(48, 48, 56, 1, 1),
          new Layer(96, 96, 28, 1, 1),
          new Layer(192, 192, 14, 1, 1),
          new Layer(192, 1280, 14, 2, 1),
          new Layer(32, 32, 16, 1, 1),
          new Layer(32, 32, 16, 1, 32),
          new Layer(64, 64, 8, 1, 32));

  private Convolutions() {}

  static void run(Timing timing) throws Exception {
    System.out.println("3x3 convolutions, GMAC/s              f32       i32");
    for (Layer layer : LAYERS) {
      Convolution floats = convolution(layer, ElementType.F32);
      double macs = (double) floats.inferType().shape().count() * 9 * layer.inputs();
      List<Double> seconds =
          timing.medians(List.of(runner(floats), runner(convolution(layer, ElementType.I32))));
      System.out.printf(
          "%4d -> %4d at %3d, stride %d, batch %2d  %5.1f     %5.1f%n",
          layer.inputs(),
          layer.outputs(),
          layer.size(),
          layer.stride(),
          layer.batch(),
          macs / seconds.get(0) / 1e9,
          macs / seconds.get(1) / 1e9);
    }
  }

  private static Convolution convolution(Layer layer, ElementType elements) {
    Shape input = Shape.of(layer.batch(), layer.inputs(), layer.size(), layer.size());
    Value x = Value.of("x", new Input(new TensorType(elements, input), true));
    Shape weight = Shape.of(layer.outputs(), layer.inputs(), 3, 3);
    List<Integer> one = List.of(1, 1);
    List<Integer> strides = List.of(layer.stride(), layer.stride());
    return new Convolution(
        x,
        constant("weight", new TensorType(elements, weight)),
        constant("bias", new TensorType(elements, Shape.of(layer.outputs()))),
        new Window(strides, one, one, one),
        1);
  }

  private static Value constant(String name, TensorType type) {
    return Value.of(name, new Constant(draw(type)));
  }

  /** Small integers, so that both element types compute the same. */
  private static Tensor draw(TensorType type) {
    SplittableRandom random = new SplittableRandom(1);
    return Tensor.generate(type, i -> random.nextInt(-127, 128));
  }

  private static Callable<?> runner(Convolution convolution) {
    Value result = Value.of("y", convolution);
    Graph graph = new Graph("layer", List.of(convolution.x()), List.of(new Output("y", result)));
    Interpreter interpreter = new Interpreter(new Model(graph, Map.of()), new FastEvaluation());
    Map<String, Tensor> inputs = Map.of("x", draw(convolution.x().type()));
    return () -> interpreter.run(inputs);
  }
}
