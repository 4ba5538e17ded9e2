package io.repqc.compiler.compile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The sections of an object file in the Executable and Linkable Format (System V ABI, generic part,
 * chapters 4 and 5).
 */
final class ElfSections {
  private static final byte[] MARK = {0x7F, 'E', 'L', 'F'};
  private static final int HEADER = 52;
  private static final int WIDE = 2;
  private static final int LITTLE = 1;
  private static final int ALLOCATED = 2;
  private static final int WITHOUT_BYTES = 8;

  private ElfSections() {}

  /** How many bytes are loaded: code and constants. Nothing of other formats. */
  static OptionalLong allocated(byte[] file) {
    if (file.length < HEADER || !Arrays.equals(file, 0, MARK.length, MARK, 0, MARK.length)) {
      return OptionalLong.empty();
    }
    boolean isWide = file[4] == WIDE;
    ByteBuffer bytes =
        ByteBuffer.wrap(file)
            .order(file[5] == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int start = isWide ? (int) bytes.getLong(0x28) : bytes.getInt(0x20);
    int length = bytes.getShort(isWide ? 0x3A : 0x2E);
    int count = Short.toUnsignedInt(bytes.getShort(isWide ? 0x3C : 0x30));
    long sum = 0;
    for (int at = start; at < start + count * length; at += length) {
      long flags = isWide ? bytes.getLong(at + 0x08) : bytes.getInt(at + 0x08);
      if ((flags & ALLOCATED) != 0 && bytes.getInt(at + 0x04) != WITHOUT_BYTES) {
        sum += isWide ? bytes.getLong(at + 0x20) : bytes.getInt(at + 0x14);
      }
    }
    return OptionalLong.of(sum);
  }
}
