package io.repqc.passes.observe;

/** How the range of a tensor follows from the numbers that occurred in it. */
@FunctionalInterface
public interface Ranging {
  Range range(Distribution numbers, Integers integers);
}
