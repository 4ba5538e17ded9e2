package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import java.util.List;
import java.util.Map;

/**
 * Loops over the elements of a tensor in groups: one over the groups, and one over the members of
 * each, which run along some axes.
 */
record Groups(View x, List<Integer> axes) {

  /** The settings with both loops, which go so far along the axes in each tensor. */
  Settings in(Settings settings, String walk, Map<String, List<Integer>> strides) {
    return settings
        .with("groups", axes(false, strides).in(Settings.of(walk)))
        .with("members", axes(true, strides).in(Settings.of(walk)));
  }

  private Axes axes(boolean within, Map<String, List<Integer>> strides) {
    Shape shape = x.shape();
    for (int axis = 0; axis < shape.rank(); axis++) {
      shape = axes.contains(axis) == within ? shape : shape.with(axis, 1);
    }
    return new Axes(shape, Moves.order(x), strides);
  }
}
