package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Copies from one view to another. */
final class Moves {
  private Moves() {}

  /** Copies all elements of one view to another of the same shape. */
  static void copy(View from, View to, Code code) {
    Settings settings =
        axes(to, Map.of("x", from.strides(), "y", to.strides()))
            .in(Settings.of("move"))
            .with("bytes", to.elements().bytes())
            .with("flip", from.flip() ^ to.flip());
    code.call("move", settings, from.pointer(), to.pointer());
  }

  /** Loops over a view in the order in which its elements lie. */
  static Axes axes(View view, Map<String, List<Integer>> strides) {
    List<Integer> order =
        IntStream.range(0, view.shape().rank())
            .boxed()
            .sorted(Comparator.comparing(axis -> -view.stride(axis)))
            .toList();
    return new Axes(view.shape(), order, strides);
  }
}
