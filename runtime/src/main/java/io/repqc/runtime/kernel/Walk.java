package io.repqc.runtime.kernel;

/** Loops over elements of x, and what belongs to them in y. */
public record Walk(int[] sizes, int[] x, int[] y, int[] channel) {}
