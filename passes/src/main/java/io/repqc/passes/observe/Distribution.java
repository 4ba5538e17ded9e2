package io.repqc.passes.observe;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Levels;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What numbers occurred in one tensor: how many in each interval of the f32 line, and the least and
 * largest of each item of the batches (an image). It does not matter how the items were split into
 * batches and parts, nor, but for the moving average, in which order they came.
 *
 * <p>An interval is what f32 numbers with the same sign, exponent and leading bits of the mantissa
 * share. The intervals of one sign and exponent are a block, made when the first number falls in.
 */
public final class Distribution {
  private static final int MANTISSA_BITS = 23;
  private static final int DROPPED_BITS = 14;
  private static final int BLOCK = 1 << (MANTISSA_BITS - DROPPED_BITS);
  private static final int EXPONENTS = 256;

  /** The intervals of one sign. */
  private static final int KEYS = EXPONENTS * BLOCK;

  /** The exponent of infinity and NaN. */
  private static final int BEYOND = EXPONENTS - 1;

  private final long[][] blocks = new long[2 * EXPONENTS][];
  private final Extremes extremes = new Extremes();

  /** All numbers, where they are few enough to be kept. */
  private Histogram exact;

  /** Of these finite numbers, which are one item; each counts as it is, and no more come. */
  public static Distribution of(float[] numbers) {
    Distribution distribution = new Distribution();
    distribution.exact = Histogram.of(numbers);
    if (numbers.length > 0) {
      distribution.extremes.add(
          distribution.exact.from()[0], distribution.exact.to()[numbers.length - 1]);
    }
    return distribution;
  }

  /** Adds a tensor that holds {@code items} items of a batch, one after the other. */
  public void add(Tensor tensor, int items) {
    IrException.check(exact == null, "these numbers are complete");
    float[] numbers = floats(tensor);
    int length = items == 0 ? 0 : numbers.length / items;
    for (int from = 0; from < length * items; from += length) {
      addItem(numbers, from, from + length);
    }
  }

  private static float[] floats(Tensor tensor) {
    if (tensor.elementType() == ElementType.F32) {
      return tensor.floats();
    }
    float[] floats = new float[tensor.count()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) tensor.number(i);
    }
    return floats;
  }

  private void addItem(float[] numbers, int from, int to) {
    // A local array, since the field would be read again for every number.
    long[][] own = blocks;
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      float number = numbers[i];
      low = number < low ? number : low;
      high = number > high ? number : high;
      int bits = Float.floatToRawIntBits(number);
      long[] block = own[bits >>> MANTISSA_BITS];
      if (block == null) {
        block = block(bits >>> MANTISSA_BITS);
      }
      block[bits >>> DROPPED_BITS & BLOCK - 1]++;
    }
    extremes.add(low, high);
  }

  private long[] block(int index) {
    if (blocks[index] == null) {
      blocks[index] = new long[BLOCK];
    }
    return blocks[index];
  }

  /** Adds what {@code other} holds, as if its items came after those of this one. */
  public void merge(Distribution other) {
    IrException.check(exact == null && other.exact == null, "these numbers are complete");
    for (int i = 0; i < blocks.length; i++) {
      if (other.blocks[i] != null) {
        long[] block = block(i);
        for (int j = 0; j < BLOCK; j++) {
          block[j] += other.blocks[i][j];
        }
      }
    }
    extremes.addAll(other.extremes);
  }

  /** How many numbers occurred. */
  public long count() {
    return exact == null ? Arrays.stream(blocks).mapToLong(Distribution::sum).sum() : exact.count();
  }

  /** How many of them are NaN or infinite; such a distribution has no range. */
  public long nonFinite() {
    return sum(blocks[BEYOND]) + sum(blocks[EXPONENTS + BEYOND]);
  }

  /** Zero if there are none, as the following are. */
  public double mean() {
    return histogram().mean(number -> number);
  }

  public double meanMagnitude() {
    return histogram().mean(Math::abs);
  }

  /** The standard deviation of these numbers, from their own mean. */
  public double deviation() {
    double mean = mean();
    return Math.sqrt(histogram().mean(number -> (number - mean) * (number - mean)));
  }

  /** The share of the numbers that {@code levels} clip. */
  public double clipped(Levels levels) {
    return (double) histogram().clipped(levels) / Math.max(1, count());
  }

  /** All numbers, and zero. */
  public Range range() {
    return extremes.range();
  }

  /** From the moving average of the items' least numbers to that of their largest. */
  Range averageRange() {
    return extremes.averageRange();
  }

  /** The intervals in which numbers occurred, cut at the least and the largest number. */
  Histogram histogram() {
    return exact == null ? byInterval() : exact;
  }

  private Histogram byInterval() {
    int[] keys = keys();
    float[] from = new float[keys.length];
    float[] to = new float[keys.length];
    long[] counts = new long[keys.length];
    float low = extremes.low();
    float high = extremes.high();
    for (int i = 0; i < keys.length; i++) {
      boolean negative = keys[i] >= KEYS;
      from[i] = Math.max(negative ? -far(keys[i]) : near(keys[i]), low);
      to[i] = Math.min(negative ? -near(keys[i]) : far(keys[i]), high);
      counts[i] = count(keys[i]);
    }
    return new Histogram(from, to, counts);
  }

  /** The keys of the intervals with numbers, in the order of the numbers. */
  private int[] keys() {
    IntStream negative =
        IntStream.iterate(2 * EXPONENTS - 1, block -> block >= EXPONENTS, block -> block - 1)
            .flatMap(block -> keys(block).map(key -> (2 * block + 1) * BLOCK - 1 - key));
    IntStream positive = IntStream.range(0, EXPONENTS).flatMap(this::keys);
    return IntStream.concat(negative, positive).filter(key -> count(key) > 0).toArray();
  }

  /** Those of a block, if there is one. */
  private IntStream keys(int block) {
    return blocks[block] == null
        ? IntStream.empty()
        : IntStream.range(block * BLOCK, (block + 1) * BLOCK);
  }

  /** The end of an interval that is nearer to zero, without the sign. */
  private static float near(int key) {
    return Float.intBitsToFloat(key % KEYS << DROPPED_BITS);
  }

  /** The other end; where it is subnormal, the interval counts as zero. */
  private static float far(int key) {
    return key % KEYS == 0 ? 0 : near(key + 1);
  }

  private long count(int key) {
    long[] block = blocks[key / BLOCK];
    return block == null ? 0 : block[key % BLOCK];
  }

  private static long sum(long[] block) {
    return block == null ? 0 : Arrays.stream(block).sum();
  }
}
