package io.repqc.compiler.golden;

import io.repqc.ir.text.Decimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How an output differs from what it was: its type, how many of its numbers, by how much. */
final class OutputDifference {
  private final RecordedOutput expected;
  private final RecordedOutput found;
  private int total;
  private int differing;
  private double largest;
  private String first = "";

  private OutputDifference(RecordedOutput expected, RecordedOutput found) {
    this.expected = expected;
    this.found = found;
  }

  /** A sentence for each respect in which they differ. */
  static List<String> of(RecordedOutput expected, RecordedOutput found) {
    return new OutputDifference(expected, found).sentences();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    boolean isComparable = sizes(expected).equals(sizes(found));
    if (isComparable) {
      compare();
    }
    if (differing > 0) {
      sentences.add(
          "%d of %d numbers differ, by %s at most; the first is %s"
              .formatted(differing, total, text(largest), first));
    }
    if (!expected.type().equals(found.type())) {
      sentences.add(TypeText.difference(expected.type(), found.type()));
    } else if (!isComparable) {
      sentences.add(
          "expected items of %s numbers, found %s".formatted(sizes(expected), sizes(found)));
    }
    return sentences.stream()
        .map(sentence -> "output \"%s\": %s".formatted(expected.name(), sentence))
        .toList();
  }

  private static List<Integer> sizes(RecordedOutput output) {
    return output.items().stream().map(List::size).toList();
  }

  private void compare() {
    for (int item = 0; item < expected.items().size(); item++) {
      List<String> before = expected.items().get(item);
      List<String> now = found.items().get(item);
      for (int i = 0; i < before.size(); i++) {
        total++;
        if (!before.get(i).equals(now.get(i))) {
          add(item, i, before.get(i), now.get(i));
        }
      }
    }
  }

  private void add(int item, int at, String before, String now) {
    if (differing++ == 0) {
      first = "item %d, %s: expected %s, found %s".formatted(item, index(item, at), before, now);
    }
    double difference = Math.abs(number(now) - number(before));
    largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String text(double difference) {
    return difference == Math.rint(difference) && difference < 1L << 53
        ? Long.toString((long) difference)
        : Decimal.of((float) difference);
  }

  /** Where a number is within its item, or in the whole output if that has no axis of items. */
  private String index(int item, int at) {
    int[] dims = expected.dims();
    int from = product(dims, 0) == expected.items().get(item).size() ? 0 : 1;
    from = dims.length > 0 && dims[0] == 1 ? 1 : from;
    String[] index = new String[dims.length - from];
    int rest = at;
    for (int axis = dims.length - 1; axis >= from; axis--) {
      index[axis - from] = Integer.toString(rest % dims[axis]);
      rest /= dims[axis];
    }
    return Arrays.stream(index).collect(Collectors.joining(",", "[", "]"));
  }

  private static int product(int[] dims, int from) {
    return Arrays.stream(dims).skip(from).reduce(1, (a, b) -> a * b);
  }
}
