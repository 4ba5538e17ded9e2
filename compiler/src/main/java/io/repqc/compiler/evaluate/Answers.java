package io.repqc.compiler.evaluate;

import io.repqc.compiler.run.Rows;
import io.repqc.frontend.data.ImageFolder;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The right answers, by which a metric judges the first output of a network: the class of each
 * item, or the output as it should be.
 */
public final class Answers {
  private static final double PIXEL_PEAK = 255;

  private final Metric metric;
  private final double peak;
  private final Tensor tensor;

  /** Answers that fit an output: classes for {@link Metric#TOP1}, else numbers of its shape. */
  public Answers(Metric metric, double peak, Tensor tensor) {
    this.metric = metric;
    this.peak = peak;
    this.tensor = tensor;
  }

  /**
   * Reads what the first output of a network should be for {@code items} items. Integers are
   * classes unless a metric says otherwise, or they are pixels in the shape of the output; pixels
   * count from 0 to {@code peak}.
   */
  public static Answers read(
      Path file, Output output, int batch, int items, Optional<Metric> metric, double peak) {
    TensorType type = output.value().type();
    ModelException.check(
        type.rank() > 0 && type.dim(0) == batch,
        "output \"%s\" is %s: it has no answer for each item",
        output.name(),
        type);
    Shape wanted = type.shape().with(0, items);
    Tensor found = read(file, wanted);
    Metric judge = metric.orElse(isClasses(found, wanted) ? Metric.TOP1 : Metric.PSNR);
    if (judge == Metric.TOP1) {
      checkClasses(file, output.name(), wanted, found);
      return new Answers(judge, peak, found);
    }
    ModelException.check(
        found.shape().equals(wanted),
        "%s: found %s, %s compares with output \"%s\" and expects %s%s",
        file,
        found.type(),
        judge,
        output.name(),
        new TensorType(ElementType.F32, wanted),
        metric.isEmpty() ? "; classes are integers: save y.astype('int64')" : "");
    return new Answers(
        judge, peak, found.elementType() == ElementType.U8 ? unit(found, peak) : found);
  }

  private static Tensor read(Path file, Shape output) {
    if (!Files.isDirectory(file)) {
      return TensorFiles.read(file, "labels");
    }
    try {
      ImageFolder images = ImageFolder.read(file, output.rank() == 4 ? output.dim(1) : 3);
      return images.classes().isEmpty()
          ? images.pixels()
          : Tensor.i64(
              Shape.of(images.labels().size()),
              images.labels().stream().mapToLong(label -> label).toArray());
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }

  private static boolean isClasses(Tensor found, Shape output) {
    boolean isPixels = found.elementType() == ElementType.U8 && found.shape().equals(output);
    return !found.elementType().isFloat() && !isPixels;
  }

  private static void checkClasses(Path file, String output, Shape wanted, Tensor found) {
    ModelException.check(
        !found.elementType().isFloat(),
        "%s: found %s, top1 needs integers, the index of the right class for each item",
        file,
        found.type());
    ClassAxis axis =
        ClassAxis.of(wanted, found.shape())
            .orElseThrow(
                () ->
                    new ModelException(
                        "%s: found %s, expected a class for each of the %d items of output \"%s\" %s"
                            .formatted(file, found.type(), wanted.dim(0), output, wanted)));
    for (int i = 0; i < found.count(); i++) {
      ModelException.check(
          found.integer(i) >= 0 && found.integer(i) < axis.size(),
          "%s: label %d is %d, but output \"%s\" has the classes 0 to %d",
          file,
          i,
          found.integer(i),
          output,
          axis.size() - 1);
    }
  }

  private static Tensor unit(Tensor pixels, double peak) {
    TensorType type = pixels.type().with(ElementType.F32);
    return Tensor.generate(type, i -> pixels.number(i) * peak / PIXEL_PEAK);
  }

  public Metric metric() {
    return metric;
  }

  /** The classes, or the output as it should be. */
  public Tensor tensor() {
    return tensor;
  }

  /** Those to some of the items. */
  public Answers pick(int[] items) {
    return new Answers(metric, peak, Rows.pick(tensor, items));
  }

  /** How good the first output of a network is. */
  public double score(Tensor output) {
    return metric.score(output, tensor, peak);
  }

  /** For how many items two networks say the same class, if these are classes. */
  public OptionalInt agreeing(Tensor one, Tensor other) {
    if (metric != Metric.TOP1) {
      return OptionalInt.empty();
    }
    ClassAxis axis = ClassAxis.of(one.shape(), tensor.shape()).orElseThrow();
    return OptionalInt.of(axis.agreeing(one, other, tensor.count()));
  }
}
