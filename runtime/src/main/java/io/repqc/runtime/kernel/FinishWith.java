package io.repqc.runtime.kernel;

/**
 * The numbers by channel that belong to a finish. Those that it does not need are null.
 *
 * @param below for sums under zero
 * @param table entry 0 is that of the least level
 */
public record FinishWith(int[] bias, Factors factors, Factors below, float[] table) {}
