package io.repqc.ir;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * The numbers of a tensor in row-major order. Immutable: an array handed in or out belongs to the
 * tensor and is not written again. Types narrower than a byte are held one to a byte.
 */
public final class Tensor {
  private final TensorType type;
  private final Object array;

  private Tensor(TensorType type, Object array) {
    IrException.check(
        Array.getLength(array) == type.shape().count(),
        "%d numbers for a tensor %s",
        Array.getLength(array),
        type);
    this.type = type;
    this.array = array;
  }

  /** Wraps {@code array}, whose class is the one in which {@link #allocate} holds such elements. */
  public static Tensor of(ElementType elementType, Shape shape, Object array) {
    return of(new TensorType(elementType, shape), array);
  }

  /** Wraps {@code array}, whose class is the one in which {@link #allocate} holds such elements. */
  public static Tensor of(TensorType type, Object array) {
    IrException.check(
        array.getClass() == arrayClass(type.elementType()),
        "%s does not hold %s",
        array.getClass().getSimpleName(),
        type);
    return new Tensor(type, array);
  }

  public static Tensor f32(Shape shape, float... numbers) {
    return of(ElementType.F32, shape, numbers);
  }

  public static Tensor i64(Shape shape, long... numbers) {
    return of(ElementType.I64, shape, numbers);
  }

  public static Tensor scalar(ElementType elementType, double number) {
    return fill(new TensorType(elementType, Shape.SCALAR), number);
  }

  /** A tensor of equal numbers. */
  public static Tensor fill(TensorType type, double number) {
    return generate(type, i -> number);
  }

  /**
   * Numbers by flat index; rounded to the nearest in a float type, toward zero in an integer type.
   */
  public static Tensor generate(TensorType type, IntToDoubleFunction number) {
    ElementType elementType = type.elementType();
    int count = type.shape().count();
    Object array = allocate(elementType, count);
    if (array instanceof float[] floats) {
      for (int i = 0; i < count; i++) {
        floats[i] = (float) number.applyAsDouble(i);
      }
    } else if (array instanceof double[] doubles) {
      for (int i = 0; i < count; i++) {
        doubles[i] = number.applyAsDouble(i);
      }
    } else if (elementType.isFloat()) {
      for (int i = 0; i < count; i++) {
        ((byte[]) array)[i] = Float8.encode(elementType, number.applyAsDouble(i), false);
      }
    } else if (elementType == ElementType.BOOL) {
      return generateIntegers(type, i -> number.applyAsDouble(i) != 0 ? 1 : 0);
    } else {
      return generateIntegers(type, i -> (long) number.applyAsDouble(i));
    }
    return new Tensor(type, array);
  }

  /** Integers by flat index, wrapped to the width of the type. */
  public static Tensor generateIntegers(TensorType type, IntToLongFunction number) {
    ElementType elementType = type.elementType();
    int count = type.shape().count();
    Object array = allocate(elementType, count);
    if (array instanceof long[] longs) {
      for (int i = 0; i < count; i++) {
        longs[i] = number.applyAsLong(i);
      }
    } else if (array instanceof int[] ints) {
      for (int i = 0; i < count; i++) {
        ints[i] = (int) number.applyAsLong(i);
      }
    } else if (array instanceof short[] shorts) {
      for (int i = 0; i < count; i++) {
        shorts[i] = (short) number.applyAsLong(i);
      }
    } else if (array instanceof byte[] bytes && !elementType.isFloat()) {
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) elementType.wrap(number.applyAsLong(i));
      }
    } else {
      return generate(type, i -> (double) number.applyAsLong(i));
    }
    return new Tensor(type, array);
  }

  /** Integers wrapped to the width of the type, as {@link #generateIntegers} does. */
  public static Tensor ofInts(TensorType type, int[] numbers) {
    Object array = allocate(type.elementType(), numbers.length);
    if (array instanceof byte[] bytes && type.elementType().bits() == Byte.SIZE) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) numbers[i];
      }
    } else if (array instanceof short[] shorts) {
      for (int i = 0; i < shorts.length; i++) {
        shorts[i] = (short) numbers[i];
      }
    } else {
      return array instanceof int[]
          ? new Tensor(type, numbers)
          : generateIntegers(type, i -> numbers[i]);
    }
    return new Tensor(type, array);
  }

  /**
   * The 8-bit float numbers nearest to {@code number}; beyond the largest, that one or NaN or
   * infinity.
   */
  public static Tensor generateFloat8(
      TensorType type, boolean saturate, IntToDoubleFunction number) {
    byte[] codes = new byte[type.shape().count()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Float8.encode(type.elementType(), number.applyAsDouble(i), saturate);
    }
    return new Tensor(type, codes);
  }

  /** Zeros in the array class that holds such elements. */
  public static Object allocate(ElementType elementType, int count) {
    return Array.newInstance(arrayClass(elementType).getComponentType(), count);
  }

  private static Class<?> arrayClass(ElementType elementType) {
    return switch (elementType) {
      case F32 -> float[].class;
      case F64 -> double[].class;
      case F8E4M3, F8E5M2, I8, U8, BOOL, I4, U4, B1 -> byte[].class;
      case I16, U16 -> short[].class;
      case I32, U32 -> int[].class;
      case I64 -> long[].class;
    };
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public ElementType elementType() {
    return type.elementType();
  }

  public int count() {
    return Array.getLength(array);
  }

  /** The numbers as they are held; for copying whole runs of them. */
  public Object array() {
    return array;
  }

  public float[] floats() {
    return (float[]) array;
  }

  public double[] doubles() {
    return (double[]) array;
  }

  public byte[] bytes() {
    return (byte[]) array;
  }

  public short[] shorts() {
    return (short[]) array;
  }

  public int[] ints() {
    return (int[]) array;
  }

  public long[] longs() {
    return (long[]) array;
  }

  /** The element at flat index {@code i}, whatever its type. */
  public double number(int i) {
    if (array instanceof float[] floats) {
      return floats[i];
    }
    if (array instanceof double[] doubles) {
      return doubles[i];
    }
    return elementType().isFloat() ? Float8.decode(elementType(), bytes()[i]) : integer(i);
  }

  /** The element at flat index {@code i}; a float is cut toward zero. */
  public long integer(int i) {
    if (array instanceof byte[] bytes && !elementType().isFloat()) {
      return elementType() == ElementType.U8 ? Byte.toUnsignedLong(bytes[i]) : bytes[i];
    }
    if (array instanceof short[] shorts) {
      return elementType() == ElementType.U16 ? Short.toUnsignedLong(shorts[i]) : shorts[i];
    }
    if (array instanceof int[] ints) {
      return elementType() == ElementType.U32 ? Integer.toUnsignedLong(ints[i]) : ints[i];
    }
    return array instanceof long[] longs ? longs[i] : (long) number(i);
  }

  /** All elements as integers, such as an operand that holds a shape. */
  public long[] toIntegers() {
    long[] integers = new long[count()];
    Arrays.setAll(integers, this::integer);
    return integers;
  }

  /** All elements as integers of 32 bits, to which wider ones wrap. */
  public int[] toInts() {
    int[] ints = new int[count()];
    if (array instanceof int[] own) {
      System.arraycopy(own, 0, ints, 0, ints.length);
    } else if (array instanceof byte[] bytes && !elementType().isFloat()) {
      int mask = elementType() == ElementType.U8 ? 0xFF : -1;
      for (int i = 0; i < ints.length; i++) {
        ints[i] = bytes[i] & mask;
      }
    } else if (array instanceof short[] shorts) {
      int mask = elementType() == ElementType.U16 ? 0xFFFF : -1;
      for (int i = 0; i < ints.length; i++) {
        ints[i] = shorts[i] & mask;
      }
    } else {
      Arrays.setAll(ints, i -> (int) integer(i));
    }
    return ints;
  }

  /** The integers of a quantized tensor less their zero points: in units of the scale. */
  public int[] toSteps() {
    Quantization quantization = type.quantization();
    int[] steps = toInts();
    if (quantization.zeroPoints().size() == 1) {
      int zero = quantization.zeroPoint(0);
      for (int i = 0; i < steps.length; i++) {
        steps[i] -= zero;
      }
    } else {
      int inner = shape().count(quantization.axis() + 1, type.rank());
      int size = type.dim(quantization.axis());
      for (int i = 0; i < steps.length; i++) {
        steps[i] -= quantization.zeroPoint(i / inner % size);
      }
    }
    return steps;
  }

  /** All elements as floating-point numbers. */
  public double[] toNumbers() {
    double[] numbers = new double[count()];
    Arrays.setAll(numbers, this::number);
    return numbers;
  }

  /** The same elements in the same order under another shape. */
  public Tensor reshape(Shape shape) {
    return new Tensor(type.with(shape), array);
  }

  /** The elements at {@code sources}, in that order: the meaning of ops that only move values. */
  public Tensor pick(Shape shape, int[] sources) {
    return pick(shape, sources, this);
  }

  /**
   * As {@link #pick(Shape, int[])}, where a negative source stands for the first of {@code others}.
   */
  public Tensor pick(Shape shape, int[] sources, Tensor others) {
    Object picked = allocate(elementType(), sources.length);
    if (array instanceof float[] from) {
      float[] to = (float[]) picked;
      for (int i = 0; i < to.length; i++) {
        to[i] = sources[i] < 0 ? others.floats()[0] : from[sources[i]];
      }
    } else if (array instanceof double[] from) {
      double[] to = (double[]) picked;
      for (int i = 0; i < to.length; i++) {
        to[i] = sources[i] < 0 ? others.doubles()[0] : from[sources[i]];
      }
    } else if (array instanceof byte[] from) {
      byte[] to = (byte[]) picked;
      for (int i = 0; i < to.length; i++) {
        to[i] = sources[i] < 0 ? others.bytes()[0] : from[sources[i]];
      }
    } else {
      for (int i = 0; i < sources.length; i++) {
        Object from = sources[i] < 0 ? others.array : array;
        System.arraycopy(from, Math.max(0, sources[i]), picked, i, 1);
      }
    }
    return new Tensor(type.with(shape), picked);
  }

  /** This tensor with {@code f64} elements if it has {@code f32} elements. */
  public Tensor inDouble() {
    return elementType() == ElementType.F32
        ? generate(type.with(ElementType.F64), this::number)
        : this;
  }

  /** Whether all elements are the same to the bit; an empty tensor is not uniform. */
  public boolean isUniform() {
    return count() > 0 && pick(shape(), new int[count()]).equals(this);
  }

  /** The elements as they lie in memory, little-endian. */
  public byte[] toBytes() {
    int width = Math.max(8, elementType().bits()) / 8;
    ByteBuffer buffer = ByteBuffer.allocate(count() * width).order(ByteOrder.LITTLE_ENDIAN);
    if (array instanceof float[] floats) {
      buffer.asFloatBuffer().put(floats);
    } else if (array instanceof double[] doubles) {
      buffer.asDoubleBuffer().put(doubles);
    } else if (array instanceof byte[] bytes) {
      buffer.put(bytes);
    } else if (array instanceof short[] shorts) {
      buffer.asShortBuffer().put(shorts);
    } else if (array instanceof int[] ints) {
      buffer.asIntBuffer().put(ints);
    } else {
      buffer.asLongBuffer().put(longs());
    }
    return buffer.array();
  }

  /** What {@link #toBytes} wrote. */
  public static Tensor fromBytes(TensorType type, byte[] bytes) {
    Object array = allocate(type.elementType(), type.shape().count());
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (array instanceof float[] floats) {
      buffer.asFloatBuffer().get(floats);
    } else if (array instanceof double[] doubles) {
      buffer.asDoubleBuffer().get(doubles);
    } else if (array instanceof byte[] own) {
      buffer.get(own);
    } else if (array instanceof short[] shorts) {
      buffer.asShortBuffer().get(shorts);
    } else if (array instanceof int[] ints) {
      buffer.asIntBuffer().get(ints);
    } else {
      buffer.asLongBuffer().get((long[]) array);
    }
    return new Tensor(type, array);
  }

  /** Same type and same bits; every NaN is the same, since the machine is free in its bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && type.equals(tensor.type)
        && Arrays.deepEquals(new Object[] {array}, new Object[] {tensor.array});
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {array});
  }

  @Override
  public String toString() {
    return type.toString();
  }
}
