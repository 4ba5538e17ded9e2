package io.repqc.compiler.golden;

import java.util.Arrays;
import java.util.List;

/**
 * What came out of a network: a list of numbers, as texts, for each item. {@code type} is that of
 * the integers before the last decode, or of the floats where no integers come out.
 */
record RecordedOutput(String name, String type, List<List<String>> items) {
  RecordedOutput {
    items = List.copyOf(items);
  }

  int[] dims() {
    String dims = type.substring(type.indexOf('[') + 1, type.indexOf(']'));
    return Arrays.stream(dims.split(","))
        .filter(dim -> !dim.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
