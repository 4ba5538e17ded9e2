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

  /** The elements and the shape that the type begins with, such as {@code u8[1,10]}. */
  String header() {
    return type.substring(0, type.indexOf(']') + 1);
  }

  int[] dims() {
    String dims = header().substring(header().indexOf('[') + 1, header().length() - 1);
    return Arrays.stream(dims.split(","))
        .filter(dim -> !dim.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
