package io.repqc.tests.merge;

import io.repqc.ir.op.Window;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What a convolution is like, apart from its numbers and channels. */
record Filter(
    List<Integer> size,
    int stride,
    int dilation,
    List<Integer> border,
    int groups,
    boolean isBiased) {

  /** Stride 1, no border, one group, no bias. */
  static Filter of(Integer... size) {
    return new Filter(List.of(size), 1, 1, Collections.nCopies(size.length, 0), 1, false);
  }

  Filter size(Integer... other) {
    return new Filter(List.of(other), stride, dilation, border, groups, isBiased);
  }

  Filter stride(int other) {
    return new Filter(size, other, dilation, border, groups, isBiased);
  }

  Filter dilation(int other) {
    return new Filter(size, stride, other, border, groups, isBiased);
  }

  Filter border(Integer... other) {
    return new Filter(size, stride, dilation, Arrays.asList(other), groups, isBiased);
  }

  Filter groups(int other) {
    return new Filter(size, stride, dilation, border, other, isBiased);
  }

  Filter biased() {
    return new Filter(size, stride, dilation, border, groups, true);
  }

  /** With the border that keeps the size at stride 1. */
  Filter same() {
    Integer[] half = size.stream().map(taps -> taps / 2 * dilation).toArray(Integer[]::new);
    return border(half);
  }

  Window window() {
    List<Integer> strides = Collections.nCopies(size.size(), stride);
    List<Integer> dilations = IntStream.range(0, size.size()).mapToObj(i -> dilation).toList();
    return new Window(strides, dilations, border, border);
  }
}
