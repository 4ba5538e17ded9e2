package io.repqc.codegen.lower;

import io.repqc.codegen.Language;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers of one to three spatial axes, with axes in front that do nothing. */
final class Spatial {
  private static final int AXES = 3;

  private Spatial() {}

  /** Sizes, steps and spacings. */
  static int[] sizes(List<Integer> numbers) {
    return padded(numbers, 1);
  }

  /** Borders. */
  static int[] offsets(List<Integer> numbers) {
    return padded(numbers, 0);
  }

  private static int[] padded(List<Integer> numbers, int front) {
    List<Integer> padded = new ArrayList<>(Collections.nCopies(AXES - numbers.size(), front));
    padded.addAll(numbers);
    return padded.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Strides of the image, of the spatial axes, and of so many others. */
  static int[] strides(List<Integer> strides, int others) {
    List<Integer> padded = new ArrayList<>(strides);
    while (padded.size() < 1 + AXES + others) {
      padded.add(1, 0);
    }
    return padded.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Strides of the image and the spatial axes. Kernels in Java are told the channels' too; for
   * those in C channels lie side by side.
   */
  static int[] imageStrides(View view, Language language) {
    List<Integer> strides = new ArrayList<>(view.strides());
    int channel = strides.remove(1);
    if (language == Language.JAVA) {
      strides.add(channel);
      return strides(strides, 1);
    }
    boolean areDense = view.shape().dim(1) == 1 || channel == 1;
    IrException.check(areDense, "channels of %s lie apart", view);
    return strides(strides, 0);
  }

  /** The sizes of the spatial axes. */
  static List<Integer> of(Shape shape) {
    return shape.dims().subList(2, shape.rank());
  }
}
