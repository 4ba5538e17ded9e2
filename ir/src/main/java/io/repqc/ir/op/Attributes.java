package io.repqc.ir.op;

/** A record of attributes that several ops share; the text shows its components as the op's own. */
public interface Attributes {}
