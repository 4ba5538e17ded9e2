package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Copies from one view to another. */
final class Moves {
  private Moves() {}

  /** Copies all elements of one view to another of the same shape. */
  static void copy(View from, View to, Code code) {
    code.call("move", settings(from, to), from.pointer(), to.pointer());
  }

  /** The numbers of such a copy. */
  static Settings settings(View from, View to) {
    return axes(to, Map.of("x", from.strides(), "y", to.strides()))
        .in(Settings.of("move"))
        .with("bytes", to.elements().bytes())
        .with("flip", from.flip() ^ to.flip());
  }

  /** Loops over a view in the order in which its elements lie. */
  static Axes axes(View view, Map<String, List<Integer>> strides) {
    return axes(view, view, strides);
  }

  /**
   * Loops over neighbours in one view, and outside of that in the order in which elements lie in
   * another, which goes through the cache once then.
   */
  static Axes axes(View inner, View outer, Map<String, List<Integer>> strides) {
    List<Integer> order = new ArrayList<>(order(outer));
    order(inner).stream()
        .filter(axis -> inner.shape().dim(axis) != 1)
        .reduce((before, last) -> last)
        .ifPresent(
            last -> {
              order.remove(last);
              order.add(last);
            });
    return new Axes(inner.shape(), order, strides);
  }

  /** The axes of a view, the one with the longest steps first. */
  static List<Integer> order(View view) {
    return IntStream.range(0, view.shape().rank())
        .boxed()
        .sorted(Comparator.comparing(axis -> -view.stride(axis)))
        .toList();
  }
}
