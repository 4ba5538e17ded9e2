package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import io.repqc.ir.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a file says of the shape of an input: a number, a symbol or nothing for each dimension. */
record DeclaredShape(String input, List<Dimension> dims) {
  private static final int MOST_SHOWN = 16;

  /** Whether the leading dimension is left open, as the batch is. */
  boolean hasOpenBatch() {
    return !dims.isEmpty() && isOpen(dims.get(0));
  }

  /** The sizes that {@code given} and the file agree on; an open batch is 1. */
  List<Long> sizes(Optional<List<Integer>> given) {
    if (given.isPresent()) {
      checkAgreement(given.get());
      return given.get().stream().map(Integer::longValue).toList();
    }
    checkClosed();
    checkPositive();
    return dims.stream().map(dim -> isOpen(dim) ? 1 : dim.getDimValue()).toList();
  }

  /** A dimension that cannot be meant, such as 0, is the user's to correct. */
  private void checkAgreement(List<Integer> given) {
    ModelException.check(
        given.size() == dims.size(),
        "--input gives %s, but the file says %d dimensions: %s",
        given,
        dims.size(),
        this);
    for (int axis = 0; axis < given.size(); axis++) {
      long size = dims.get(axis).getDimValue();
      if (!isOpen(dims.get(axis)) && size > 0 && size != given.get(axis)) {
        throw new ModelException(
            "--input gives %s, but dimension %d is %d in the file: %s"
                .formatted(given, axis, size, this));
      }
    }
  }

  private void checkClosed() {
    String open =
        IntStream.range(1, dims.size())
            .filter(axis -> isOpen(dims.get(axis)))
            .limit(MOST_SHOWN)
            .mapToObj(axis -> "%d (%s)".formatted(axis, show(dims.get(axis))))
            .collect(Collectors.joining(" and "));
    ModelException.check(
        open.isEmpty(), "dimension %s of %s is open; fix it, as in %s", open, this, example());
  }

  private void checkPositive() {
    for (int axis = 0; axis < dims.size(); axis++) {
      long size = dims.get(axis).getDimValue();
      if (!isOpen(dims.get(axis)) && size <= 0) {
        throw new ModelException(
            "dimension %d of %s is %d; expected at least 1; fix it, as in %s"
                .formatted(axis, this, size, example()));
      }
    }
  }

  /** Some writers say -1 where they mean nothing. */
  private static boolean isOpen(Dimension dim) {
    return !dim.hasDimValue() || dim.getDimValue() == -1;
  }

  private static String show(Dimension dim) {
    return dim.hasDimValue()
        ? String.valueOf(dim.getDimValue())
        : dim.getDimParam().isEmpty() ? "?" : dim.getDimParam();
  }

  /** The flag with the dimensions of a usual image in the place of those that are open. */
  private String example() {
    List<String> sizes = new ArrayList<>();
    for (Dimension dim : dims.subList(0, Math.min(MOST_SHOWN, dims.size()))) {
      String usual = sizes.isEmpty() ? "1" : sizes.size() == 1 ? "3" : "224";
      sizes.add(dim.getDimValue() > 0 ? String.valueOf(dim.getDimValue()) : usual);
    }
    return "--input %s=%s".formatted(input, String.join("x", sizes));
  }

  @Override
  public String toString() {
    return dims.stream()
        .limit(MOST_SHOWN)
        .map(DeclaredShape::show)
        .collect(Collectors.joining("x"));
  }
}
