package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Levels;
import java.util.ArrayList;
import java.util.List;

/** Levels, shapes and tensors on levels. */
final class Draws {
  private static final int WIDTH = 255;
  private static final int MOST_ELEMENTS = 8000;
  private static final int MOST_FEATURES = 300;

  private Draws() {}

  static ElementType storage(Chance chance) {
    return chance.oneIn(3) ? ElementType.I8 : ElementType.U8;
  }

  /** Levels of any kind: all of a storage or a part, zero anywhere or at an end. */
  static Levels levels(Chance chance) {
    ElementType storage = storage(chance);
    int least = (int) storage.minimum();
    int zero =
        least
            + switch (chance.between(0, 4)) {
              case 0 -> 0;
              case 1 -> WIDTH;
              case 2 -> WIDTH / 2 + 1;
              default -> chance.between(0, WIDTH);
            };
    Levels all = Levels.full(storage, scale(chance, chance.real(0.003, 0.3)), zero);
    return chance.oneIn(4)
        ? all.within(least + chance.between(0, 60), least + WIDTH - chance.between(0, 60))
        : all;
  }

  /** About this scale; between powers of two many sums are exact ties. */
  private static float scale(Chance chance, double about) {
    return chance.oneIn(4) ? (float) Math.scalb(1.0, Math.getExponent(about)) : (float) about;
  }

  /** Levels that hold about what {@code value} is for the one input; now and then far from it. */
  static Levels around(IntegerSketch net, Value value) {
    Chance chance = net.chance();
    Quantization from = value.type().quantization();
    int[] steps = net.known(value).toSteps();
    int channels = from.scales().size();
    int run = channels == 1 ? 1 : value.shape().count(from.axis() + 1, value.shape().rank());
    double low = 0;
    double high = 0;
    for (int i = 0; i < steps.length; i++) {
      double real = steps[i] * from.scale(i / run % channels);
      low = Math.min(low, real);
      high = Math.max(high, real);
    }
    double far = chance.oneIn(30) ? Math.scalb(1.0, chance.between(-24, 24)) : 1;
    double part = chance.real(0.4, 1.1) * far;
    return spanning(chance, low * part, high * part);
  }

  private static Levels spanning(Chance chance, double low, double high) {
    ElementType storage = storage(chance);
    int least = (int) storage.minimum();
    int most = (int) storage.maximum();
    boolean isRectified = chance.oneIn(3) && high > 0;
    boolean isSymmetric = chance.oneIn(4);
    double bottom = isSymmetric ? -Math.max(high, -low) : isRectified ? 0 : low;
    double top = isSymmetric ? -bottom : high;
    float scale = scale(chance, Math.max((top - bottom) / WIDTH, 1e-30));
    int zero = (int) Math.max(least, Math.min(most, least - Math.rint(bottom / scale)));
    Levels levels = Levels.full(storage, scale, zero);
    if (isRectified) {
      return levels.within(
          zero, chance.oneIn(3) ? most - chance.between(0, (most - zero) / 2) : most);
    }
    return chance.oneIn(5)
        ? levels.within(least + chance.between(0, 50), most - chance.between(0, 50))
        : levels;
  }

  static Shape shape(Chance chance, int rank) {
    while (true) {
      List<Integer> dims = new ArrayList<>(List.of(chance.batch()));
      if (rank == 2) {
        dims.add(chance.oneIn(5) ? chance.between(500, 2500) : chance.between(1, MOST_FEATURES));
      }
      for (int axis = 1; axis < rank && rank > 2; axis++) {
        dims.add(axis == 1 ? chance.channels() : rank == 5 ? chance.between(1, 7) : chance.size());
      }
      Shape shape = new Shape(dims);
      if (shape.count() <= MOST_ELEMENTS) {
        return shape;
      }
    }
  }

  /** Any of the integers that the type allows. */
  static Tensor any(Chance chance, TensorType type) {
    Quantization quantization = type.quantization();
    return Tensor.generateIntegers(
        type, i -> chance.between(quantization.minimum(), quantization.maximum()));
  }

  /** A shape that broadcasts to {@code shape}. */
  static Shape narrowed(Chance chance, Shape shape) {
    List<Integer> dims = new ArrayList<>();
    for (int dim : shape.dims()) {
      dims.add(chance.coin() ? dim : 1);
    }
    return new Shape(dims.subList(chance.between(0, dims.size() - 1), dims.size()));
  }
}
