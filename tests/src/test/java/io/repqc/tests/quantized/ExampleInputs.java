package io.repqc.tests.quantized;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Quantize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Inputs of a quantized network: the one recorded beside it, then pictures of a data set, or else
 * normal numbers that fill the range of its first quantizer.
 */
final class ExampleInputs {
  private static final double DEVIATIONS = 6;

  private final Path shared;
  private final Path file;
  private final Value input;
  private final Model model;

  ExampleInputs(Path shared, Path file, Model model) {
    this.shared = shared;
    this.file = file;
    this.model = model;
    this.input = model.graph().inputs().get(0);
  }

  /** {@code count} inputs; {@code pictures} names a data set and how it is shown, or is empty. */
  List<Map<String, Tensor>> take(int count, Pictures pictures) {
    List<Tensor> inputs = new ArrayList<>();
    Path recorded = file.resolveSibling("input_0.npy");
    if (Files.exists(recorded)) {
      inputs.add(TensorFiles.read(recorded, input.name()));
    }
    int missing = count - inputs.size();
    inputs.addAll(pictures == Pictures.NONE ? drawn(missing) : shown(missing, pictures));
    return inputs.stream().map(tensor -> Map.of(input.name(), tensor)).toList();
  }

  /** What stands for real data where there is none of the network's own kind. */
  enum Pictures {
    NONE("", 1, 1),
    DIGITS("mnist", 255, 1),
    COLOURS("cifar", 1, 1),
    LARGE_COLOURS("cifar", 255, 3);

    private final String data;
    private final float white;
    private final int zoom;

    Pictures(String data, float white, int zoom) {
      this.data = data;
      this.white = white;
      this.zoom = zoom;
    }
  }

  private List<Tensor> shown(int count, Pictures pictures) {
    Tensor all =
        TensorFiles.read(shared.resolve("data/%s_test_x.npy".formatted(pictures.data)), "pictures");
    List<Tensor> tensors = new ArrayList<>();
    for (int picture = 0; picture < count; picture++) {
      tensors.add(shown(all, picture, pictures));
    }
    return tensors;
  }

  private Tensor shown(Tensor all, int picture, Pictures pictures) {
    Shape to = input.shape();
    int zoom = pictures.zoom;
    int columns = to.dim(3) / zoom;
    int plane = to.dim(2) / zoom * columns;
    int first = picture * to.dim(1) * plane;
    return Tensor.generate(
        new TensorType(ElementType.F32, to),
        i -> {
          int column = i % to.dim(3) / zoom;
          int row = i / to.dim(3) % to.dim(2) / zoom;
          int channel = i / (to.dim(2) * to.dim(3));
          int pixel = first + channel * plane + row * columns + column;
          return all.number(pixel) / pictures.white;
        });
  }

  private List<Tensor> drawn(int count) {
    Quantize first = (Quantize) model.graph().select(ExampleInputs::isQuantize).get(0).op();
    double scale = number(first.scale());
    double middle = scale * ((first.minimum() + first.maximum()) / 2.0 - number(first.zeroPoint()));
    double deviation = scale * (first.maximum() - first.minimum()) / DEVIATIONS;
    List<Tensor> tensors = new ArrayList<>();
    for (int seed = 0; seed < count; seed++) {
      Random random = new Random(seed);
      tensors.add(Tensor.generate(input.type(), i -> middle + deviation * random.nextGaussian()));
    }
    return tensors;
  }

  private static boolean isQuantize(Value value) {
    return value.op() instanceof Quantize;
  }

  private double number(Value value) {
    Tensor tensor =
        value.op() instanceof Constant constant ? constant.tensor() : model.parameter(value);
    return tensor.number(0);
  }
}
