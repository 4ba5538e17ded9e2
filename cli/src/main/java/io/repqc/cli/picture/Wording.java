package io.repqc.cli.picture;

import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words and numbers that captions are made of. */
final class Wording {
  private Wording() {}

  static String words(Op op) {
    return OpSchema.mnemonic(op).replace('_', ' ');
  }

  static int dim(Value value, int axis) {
    return value.type().dim(axis);
  }

  static String kernel(Value weight) {
    List<Integer> dims = weight.shape().dims();
    return sizes(dims.subList(2, dims.size()));
  }

  static String sizes(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  static String spaced(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  static String axes(List<Integer> axes) {
    return (axes.size() == 1 ? "axis " : "axes ") + spaced(axes);
  }

  static String change(int from, int to) {
    return from + " → " + to;
  }

  static String groups(int groups, int channels) {
    if (groups == 1) {
      return "";
    }
    return groups == channels ? "depthwise" : groups + " groups";
  }

  static String steps(String before, Window window) {
    String steps = steps(window);
    return steps.isEmpty() ? "" : before + steps;
  }

  /** The strides and dilations that are not 1: {@code /2, dilation 2}, {@code /2×1}. */
  static String steps(Window window) {
    List<String> steps = new ArrayList<>();
    if (!isOne(window.strides())) {
      steps.add("/" + shortest(window.strides()));
    }
    if (!isOne(window.dilations())) {
      steps.add("dilation " + shortest(window.dilations()));
    }
    return String.join(", ", steps);
  }

  static boolean isOne(List<Integer> numbers) {
    return numbers.stream().allMatch(number -> number == 1);
  }

  static String shortest(List<Integer> numbers) {
    return numbers.stream().distinct().count() == 1 ? numbers.get(0).toString() : sizes(numbers);
  }

  static String border(List<Integer> before, List<Integer> after) {
    return before.equals(after) ? spaced(before) : spaced(before) + ", " + spaced(after);
  }

  static String ranges(Slice op) {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < op.axes().size(); i++) {
      int step = op.steps().get(i);
      int start = op.starts().get(i);
      int end = start + op.counts().get(i) * step;
      ranges.add(
          "axis "
              + op.axes().get(i)
              + ": "
              + start
              + " to "
              + end
              + (step == 1 ? "" : " by " + step));
    }
    return String.join("; ", ranges);
  }

  /** An operand that is no line in the picture: a number, or what it is called. */
  static String folded(Value operand) {
    if (operand.op() instanceof Constant constant && constant.tensor().count() == 1) {
      return number(constant.tensor().number(0));
    }
    return operand.op() instanceof Constant || operand.op() instanceof Parameter
        ? operand.name()
        : "";
  }

  /** Whole numbers as they are, others to four digits. */
  static String number(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "-∞";
    }
    boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e6;
    return isWhole
        ? Long.toString((long) number)
        : new BigDecimal(number, new MathContext(4)).stripTrailingZeros().toString();
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
