package io.repqc.compiler.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of an output as they come. */
final class OutputReader {
  private final String name;
  private final String type;
  private final List<List<String>> items = new ArrayList<>();

  OutputReader(String name, String type) {
    this.name = name;
    this.type = type;
  }

  void addItem(GoldenLine line) {
    String item = line.number();
    line.check(
        item.equals(Integer.toString(items.size())),
        "found item %s of output \"%s\", expected %d",
        item,
        name,
        items.size());
    items.add(new ArrayList<>());
  }

  void addNumbers(GoldenLine line) {
    line.check(!items.isEmpty(), "found numbers before any item of output \"%s\"", name);
    List<String> numbers = items.get(items.size() - 1);
    while (!line.isEnd()) {
      numbers.add(line.number());
    }
  }

  /** All of it; {@code last} is the line where the file ends. */
  RecordedOutput finish(GoldenLine last) {
    RecordedOutput output = new RecordedOutput(name, type, items);
    int[] dims = output.dims();
    long whole = Arrays.stream(dims).asLongStream().reduce(1, (a, b) -> a * b);
    for (int i = 0; i < items.size(); i++) {
      int found = items.get(i).size();
      boolean isWhole = found == whole || dims.length > 0 && (long) found * dims[0] == whole;
      last.check(
          isWhole,
          "output \"%s\": found %d numbers of item %d, which is too few or too many for %s",
          name,
          found,
          i,
          type);
    }
    return output;
  }
}
