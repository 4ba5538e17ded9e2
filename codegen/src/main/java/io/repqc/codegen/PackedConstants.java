package io.repqc.codegen;

import io.repqc.ir.Sha256;
import io.repqc.ir.op.Factor;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * All constants of a program as one piece of bytes, little-endian, each at a multiple of the
 * alignment, after a header of sixteen 32-bit words: a mark, the format, how many bytes follow, a
 * zero, the SHA-256 digest of these bytes, and zeros.
 */
public final class PackedConstants {
  public static final int HEADER_WORDS = 16;
  private static final int HEADER_BYTES = HEADER_WORDS * Integer.BYTES;

  /** The letters RPQC. */
  private static final int MARK = 0x43515052;

  private static final int FORMAT = 1;

  private final Map<Constant, Long> offsets = new IdentityHashMap<>();
  private final Program program;
  private final long size;

  public PackedConstants(Program program) {
    this.program = program;
    long end = HEADER_BYTES;
    for (Constant constant : program.constants()) {
      offsets.put(constant, end);
      end = aligned(end + bytes(constant));
    }
    this.size = end;
  }

  private static long bytes(Constant constant) {
    long length = Array.getLength(constant.array());
    if (constant.array() instanceof byte[][] rows) {
      return length * rows[0].length;
    }
    return constant.elements() == Elements.FACTOR && length > 0
        ? length * Integer.BYTES * FactorWords.of((Factor) Array.get(constant.array(), 0)).length
        : length * constant.elements().bytes();
  }

  private static long aligned(long bytes) {
    return (bytes + Program.ALIGNMENT - 1) / Program.ALIGNMENT * Program.ALIGNMENT;
  }

  /** Where a constant starts. */
  public long offset(Constant constant) {
    return offsets.get(constant);
  }

  /** How many bytes there are, with the header. */
  public long size() {
    return size;
  }

  /** How many bytes the constants take, with the gaps between them. */
  public long contentSize() {
    return size - HEADER_BYTES;
  }

  /** The file. */
  public byte[] bytes() {
    byte[] content = content();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header(content));
    file.writeBytes(content);
    return file.toByteArray();
  }

  /** The words of the header. */
  public int[] header() {
    int[] words = new int[HEADER_WORDS];
    little(header(content())).asIntBuffer().get(words);
    return words;
  }

  private static byte[] header(byte[] content) {
    ByteBuffer header = little(new byte[HEADER_BYTES]);
    header
        .putInt(MARK)
        .putInt(FORMAT)
        .putInt(content.length)
        .putInt(0)
        .put(Sha256.start().digest(content));
    return header.array();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] content() {
    ByteBuffer content = little(new byte[Math.toIntExact(contentSize())]);
    for (Constant constant : program.constants()) {
      content.position(Math.toIntExact(offset(constant) - HEADER_BYTES));
      put(constant.array(), content);
    }
    return content.array();
  }

  private static void put(Object array, ByteBuffer content) {
    if (array instanceof byte[]) {
      content.put((byte[]) array);
      return;
    }
    for (int i = 0; i < Array.getLength(array); i++) {
      Object number = Array.get(array, i);
      if (number instanceof byte[]) {
        content.put((byte[]) number);
      } else if (number instanceof Short) {
        content.putShort((Short) number);
      } else if (number instanceof Float) {
        content.putFloat((Float) number);
      } else if (number instanceof Factor) {
        for (int word : FactorWords.of((Factor) number)) {
          content.putInt(word);
        }
      } else {
        content.putInt((Integer) number);
      }
    }
  }
}
