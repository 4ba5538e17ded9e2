package io.repqc.runtime.kernel;

/** Ratios of scales, in the form of a rounding convention. */
public interface Factors {
  /** A sum times the factor of this index, rounded, within the bounds. */
  int rounded(int sum, int index, int lowest, int highest);
}
