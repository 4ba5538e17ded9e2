package io.repqc.ir.op;

/** How resizing makes a number of its neighbours. */
public enum ResizeMode {
  NEAREST,
  LINEAR,
  CUBIC
}
