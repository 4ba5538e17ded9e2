package io.repqc.runtime.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this machine. */
final class Vectors {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final int COUNT = FLOATS.length();

  /** Whether the kernels are made for them. */
  static final boolean FIT = COUNT == 4 || COUNT == 8 || COUNT == 16;

  /** Old processors with short vectors have no such instruction, and the JVM is slow without. */
  private static final boolean FUSES = COUNT > 4 || System.getProperty("os.arch").equals("aarch64");

  private Vectors() {}

  /** Apart, since loading the vectors of a type takes the JVM some time. */
  private static final class Ints {
    private static final VectorSpecies<Integer> SPECIES =
        VectorSpecies.of(int.class, FLOATS.vectorShape());
  }

  private static final class Bytes {
    /** As many bytes as floats, or more, where vectors are no shorter. */
    private static final VectorSpecies<Byte> SPECIES =
        VectorSpecies.of(
            byte.class, VectorShape.forBitSize(Math.max(COUNT * Byte.SIZE, Long.SIZE)));

    private static final boolean ARE_HALVES = SPECIES.length() == 2 * COUNT;
  }

  static FloatVector floats(float[] array, int at) {
    return FloatVector.fromArray(FLOATS, array, at);
  }

  static FloatVector all(float number) {
    return FloatVector.broadcast(FLOATS, number);
  }

  static IntVector ints(int[] array, int at) {
    return IntVector.fromArray(Ints.SPECIES, array, at);
  }

  static FloatVector toFloats(IntVector ints) {
    return (FloatVector) ints.convert(VectorOperators.I2F, 0);
  }

  /** The same with whole numbers below 2^24 in all. */
  static FloatVector plusProduct(FloatVector sum, FloatVector a, FloatVector b) {
    return FUSES ? a.fma(b, sum) : a.mul(b).add(sum);
  }

  /** Bytes as floats; there are 16 from a multiple of 16 on. */
  static FloatVector bytes(byte[] array, int at) {
    if (Bytes.ARE_HALVES && at % Bytes.SPECIES.length() != 0) {
      return converted(array, at - COUNT, 1);
    }
    return converted(array, at, 0);
  }

  private static FloatVector converted(byte[] array, int at, int part) {
    return (FloatVector)
        ByteVector.fromArray(Bytes.SPECIES, array, at)
            .convertShape(VectorOperators.B2F, FLOATS, part);
  }
}
