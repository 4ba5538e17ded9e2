package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.ClassAxis;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.run.Rows;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the output of a network should be, in its own shape: for classes the share of each, of which
 * {@code smoothing} goes to all alike.
 */
record Targets(Answers answers, Shape output, Optional<ClassAxis> classes, double smoothing) {

  /** {@code output} is the shape for all items. */
  static Targets of(Answers answers, Shape output, double smoothing) {
    Optional<ClassAxis> classes =
        answers.metric() == Metric.TOP1
            ? ClassAxis.of(output, answers.tensor().shape())
            : Optional.empty();
    return new Targets(answers, output, classes, smoothing);
  }

  Tensor pick(int[] items) {
    Tensor picked = Rows.pick(answers.tensor(), items);
    return classes.map(axis -> shares(axis, picked, items.length)).orElseGet(() -> floats(picked));
  }

  /** Whether each pixel of an image has an answer of its own. */
  boolean areImages(Layout layout) {
    if (output.rank() != 4) {
      return false;
    }
    int channels = layout == Layout.NCHW ? 1 : 3;
    Raster raster = Raster.of(output, layout);
    boolean isAlongChannels = classes.map(axis -> axis.axis() == channels).orElse(true);
    return isAlongChannels && raster.height() * raster.width() > 1;
  }

  private Tensor shares(ClassAxis axis, Tensor labels, int items) {
    Shape shape = output.with(0, items);
    float[] shares = new float[shape.count()];
    float other = (float) (smoothing / axis.size());
    Arrays.fill(shares, other);
    for (int i = 0; i < labels.count(); i++) {
      int right = axis.first(i) + (int) labels.integer(i) * axis.stride();
      shares[right] = (float) (1 - smoothing + smoothing / axis.size());
    }
    return Tensor.f32(shape, shares);
  }

  private static Tensor floats(Tensor tensor) {
    return tensor.elementType() == ElementType.F32
        ? tensor
        : Tensor.generate(tensor.type().with(ElementType.F32), tensor::number);
  }
}
