package io.repqc.runtime.kernel;

/** Loops over elements, and what belongs to them. */
public record NormalizeWalk(
    int[] sizes, int[] x, int[] y, int[] channel, int[] gain, int[] shift) {}
