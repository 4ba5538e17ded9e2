package io.repqc.codegen.java;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import java.util.stream.Stream;

/**
 * A program as C that was compiled to a shared library.
 *
 * @param products how many a run sums
 * @param platform the machine that it is for: its system, a hyphen and its processor
 * @param file what it is called there
 */
public record NativeLibrary(
    Program program, long products, String platform, String file, byte[] bytes) {
  /** Copies of less take no time that anyone could measure beside a call. */
  private static final long FEW_BYTES = 16 << 10;

  /** Copies take less than a twentieth of a run that sums so many products for each byte. */
  private static final long MANY_PRODUCTS = 1000;

  /** A run of so many ends within some milliseconds. */
  private static final long SOME_MILLISECONDS = 500_000_000;

  /**
   * Whether the C works in the caller's own arrays. The garbage collector has to wait for it then:
   * so only where the run is short, and copies of the arrays would be a part of it that counts.
   */
  boolean borrows() {
    long bytes =
        Stream.concat(program.inputs().stream(), program.outputs().stream())
            .mapToLong(Port::bytes)
            .sum();
    return bytes > FEW_BYTES && products < MANY_PRODUCTS * bytes && products < SOME_MILLISECONDS;
  }
}
