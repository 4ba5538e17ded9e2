package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Quantized operands and attributes at random, by a seed. */
final class Draw {
  private static final List<ElementType> BYTES = List.of(ElementType.I8, ElementType.U8);
  private static final List<ElementType> STORAGES =
      List.of(ElementType.I8, ElementType.U8, ElementType.I16, ElementType.U16);

  final Random random;

  Draw(long seed) {
    random = new Random(seed);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  List<Integer> dims(int rank, IntSupplier dim) {
    return IntStream.range(0, rank).map(i -> dim.getAsInt()).boxed().toList();
  }

  Levels byteLevels() {
    return levels(BYTES);
  }

  Levels anyLevels() {
    return levels(STORAGES);
  }

  /** Any scale, zero point and range, now and then all of the storage. */
  private Levels levels(List<ElementType> storages) {
    ElementType storage = storages.get(random.nextInt(storages.size()));
    int least = (int) storage.minimum();
    int most = (int) storage.maximum();
    float scale = (float) Math.exp(random.nextGaussian() * 2 - 3);
    int zeroPoint = between(least, most);
    if (random.nextBoolean()) {
      return Levels.full(storage, scale, zeroPoint);
    }
    int low = between(least, most);
    return new Levels(storage, scale, zeroPoint, low, between(low, most));
  }

  Value on(Levels levels, Shape shape) {
    return constant(
        new TensorType(levels.storage(), shape, levels.quantization()),
        () -> between(levels.minimum(), levels.maximum()));
  }

  Value bytes(Shape shape) {
    return on(byteLevels(), shape);
  }

  /** A weight of 8 bits with a scale and a zero point for each index of an axis, or one for all. */
  Value weight(Shape shape, int axis) {
    if (random.nextBoolean()) {
      return bytes(shape);
    }
    List<Double> scales = new ArrayList<>();
    List<Integer> zeroPoints = new ArrayList<>();
    for (int i = 0; i < shape.dim(axis); i++) {
      scales.add((double) (random.nextFloat() + 0.01f));
      zeroPoints.add(between(-3, 3));
    }
    Quantization levels = new Quantization(scales, zeroPoints, axis, -128, 127);
    return constant(new TensorType(ElementType.I8, shape, levels), () -> between(-128, 127));
  }

  /** Integers that start sums. */
  Value bias(int count) {
    return constant(
        new TensorType(ElementType.I32, Shape.of(count)), () -> between(-100_000, 100_000));
  }

  Window window(int rank) {
    return new Window(
        dims(rank, () -> between(1, 3)),
        dims(rank, () -> between(1, 2)),
        dims(rank, () -> between(-1, 2)),
        dims(rank, () -> between(-1, 2)));
  }

  Value constant(TensorType type, IntSupplier number) {
    return Value.of(
        "constant", new Constant(Tensor.generateIntegers(type, i -> number.getAsInt())));
  }
}
