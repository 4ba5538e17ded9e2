package io.repqc.runtime.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** The constants of a network, which lie in a file beside its class. */
public final class Weights {
  private static final int HEADER = 64;

  /** The letters RPQC, and the number of the format. */
  private static final int MARK = 0x43515052;

  private static final int FORMAT = 1;

  private static final int DIGEST = 16;

  private final ByteBuffer file;

  private Weights(byte[] file) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads a file beside a class; {@code digest} is what its digest begins with. */
  public static Weights read(Class<?> owner, String name, long digest) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            name + " is not beside " + owner.getName() + ".class; it belongs in the same jar");
      }
      Weights weights = new Weights(stream.readAllBytes());
      if (!weights.isWhole(digest)) {
        throw new IllegalStateException(
            name + " is not the one that " + owner.getName() + " was generated with");
      }
      return weights;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " beside " + owner.getName() + " cannot be read", e);
    }
  }

  /** The same file, in Base64. */
  public static Weights of(String... texts) {
    return new Weights(Base64.getDecoder().decode(String.join("", texts)));
  }

  private boolean isWhole(long digest) {
    return file.capacity() >= HEADER
        && file.getInt(0) == MARK
        && file.getInt(Integer.BYTES) == FORMAT
        && file.getInt(2 * Integer.BYTES) == file.capacity() - HEADER
        && file.getLong(DIGEST) == digest;
  }

  private ByteBuffer at(int offset) {
    return file.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(offset);
  }

  public byte[] bytes(int offset, int count) {
    byte[] bytes = new byte[count];
    at(offset).get(bytes);
    return bytes;
  }

  public short[] shorts(int offset, int count) {
    short[] shorts = new short[count];
    at(offset).asShortBuffer().get(shorts);
    return shorts;
  }

  public int[] ints(int offset, int count) {
    int[] ints = new int[count];
    at(offset).asIntBuffer().get(ints);
    return ints;
  }

  public float[] floats(int offset, int count) {
    float[] floats = new float[count];
    at(offset).asFloatBuffer().get(floats);
    return floats;
  }

  /** Bytes as floats, each row in an array by itself. */
  public float[][] rows(int offset, int count, int length) {
    byte[] bytes = bytes(offset, count * length);
    float[][] rows = new float[count][length];
    int at = 0;
    for (float[] row : rows) {
      for (int i = 0; i < length; i++) {
        row[i] = bytes[at++];
      }
    }
    return rows;
  }

  /** Bytes that stand for levels. */
  public float[] levels(int offset, int count) {
    float[] levels = new float[count];
    Bytes.toLevels(bytes(offset, count), levels);
    return levels;
  }
}
