package io.repqc.codegen.c;

/** Where a generated program keeps its constants. */
public enum Weights {
  /** In the C file. */
  INLINE,
  /** In a C file of their own. */
  SEPARATE,
  /** In a file of bytes, whose address the caller gives. */
  BINARY
}
