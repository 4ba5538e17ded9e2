package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loops over a shape and how far each step goes in some tensors; axes that one loop can run over
 * are joined.
 */
final class Axes {
  private static final int MOST = 6;

  private final List<Integer> sizes = new ArrayList<>();

  /** Sorted, so that what is printed does not depend on the order in which it came. */
  private final Map<String, List<Integer>> strides = new TreeMap<>();

  /** The axes in this order, outermost first. */
  Axes(Shape shape, List<Integer> order, Map<String, List<Integer>> tensors) {
    tensors.keySet().forEach(name -> strides.put(name, new ArrayList<>()));
    for (int axis : order) {
      if (shape.dim(axis) != 1) {
        add(shape.dim(axis), axis, tensors);
      }
    }
    IrException.check(sizes.size() <= MOST, "%s takes %d loops", shape, sizes.size());
  }

  private void add(int size, int axis, Map<String, List<Integer>> tensors) {
    boolean joins =
        !sizes.isEmpty()
            && tensors.entrySet().stream()
                .allMatch(
                    tensor ->
                        last(strides.get(tensor.getKey())) == size * tensor.getValue().get(axis));
    if (joins) {
      sizes.set(sizes.size() - 1, last(sizes) * size);
      strides.forEach((name, own) -> own.set(own.size() - 1, tensors.get(name).get(axis)));
    } else {
      sizes.add(size);
      strides.forEach((name, own) -> own.add(tensors.get(name).get(axis)));
    }
  }

  private static int last(List<Integer> numbers) {
    return numbers.get(numbers.size() - 1);
  }

  /** The settings with a field for the sizes and one for the strides of each tensor. */
  Settings in(Settings settings) {
    Settings result = settings.with("sizes", padded(sizes, 1));
    for (Map.Entry<String, List<Integer>> tensor : strides.entrySet()) {
      result = result.with(tensor.getKey(), padded(tensor.getValue(), 0));
    }
    return result;
  }

  private static int[] padded(List<Integer> numbers, int front) {
    int[] padded = new int[MOST];
    Arrays.fill(padded, 0, MOST - numbers.size(), front);
    for (int i = 0; i < numbers.size(); i++) {
      padded[MOST - numbers.size() + i] = numbers.get(i);
    }
    return padded;
  }
}
