package io.repqc.codegen.plan;

import io.repqc.ir.IrException;

/**
 * Some bytes that are needed from one call of a program to another.
 *
 * @param name for messages
 * @param bytes how many; may be none
 * @param first the first call that needs them, counted from 0
 * @param last the last call that needs them
 */
public record Lifetime(String name, long bytes, int first, int last) {
  public Lifetime {
    if (bytes < 0 || first < 0 || last < first) {
      throw new IrException("%s: %d bytes from call %d to %d".formatted(name, bytes, first, last));
    }
  }
}
