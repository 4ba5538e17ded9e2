package io.repqc.compiler.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How the layers of a network differ from what they were. */
final class LayerDifferences {
  private static final int MOST_NAMES = 5;

  private final List<RecordedLayer> recorded;
  private final Map<String, RecordedLayer> found = new LinkedHashMap<>();
  private final List<String> sentences = new ArrayList<>();

  private LayerDifferences(List<RecordedLayer> recorded, List<RecordedLayer> found) {
    this.recorded = recorded;
    found.forEach(layer -> this.found.put(layer.name(), layer));
  }

  /** A sentence for each respect in which they differ. */
  static List<String> of(List<RecordedLayer> recorded, List<RecordedLayer> found) {
    LayerDifferences differences = new LayerDifferences(recorded, found);
    differences.compareNumbers();
    if (!differences.compareNames(found)) {
      differences.compareExistence();
    }
    return differences.sentences;
  }

  private void compareNumbers() {
    List<RecordedLayer> differing =
        recorded.stream()
            .filter(layer -> !layer.equals(found.getOrDefault(layer.name(), layer)))
            .toList();
    if (differing.isEmpty()) {
      return;
    }
    RecordedLayer first = differing.get(0);
    RecordedLayer now = found.get(first.name());
    String how =
        first.type().equals(now.type())
            ? "computes other numbers"
            : TypeText.difference(first.type(), now.type());
    sentences.add(
        "the first layer that differs is \"%s\": %s; %d of %d layers differ"
            .formatted(first.name(), how, differing.size(), recorded.size()));
  }

  /** Whether only names changed, of layers that are where they were and do what they did. */
  private boolean compareNames(List<RecordedLayer> now) {
    if (now.size() != recorded.size()) {
      return false;
    }
    List<Integer> renamed =
        IntStream.range(0, now.size())
            .filter(i -> !now.get(i).name().equals(recorded.get(i).name()))
            .boxed()
            .toList();
    boolean isSame =
        renamed.stream()
            .allMatch(
                i ->
                    now.get(i).digest().equals(recorded.get(i).digest())
                        && now.get(i).type().equals(recorded.get(i).type()));
    if (isSame) {
      list(
          renamed.stream()
              .map(
                  i ->
                      "layer \"%s\" is called \"%s\" now"
                          .formatted(recorded.get(i).name(), now.get(i).name()))
              .toList());
    }
    return isSame;
  }

  private void compareExistence() {
    Map<String, RecordedLayer> added = new LinkedHashMap<>(found);
    recorded.forEach(layer -> added.remove(layer.name()));
    list(
        recorded.stream()
            .map(RecordedLayer::name)
            .filter(name -> !found.containsKey(name))
            .map("there is no layer \"%s\" any more"::formatted)
            .toList());
    list(added.keySet().stream().map("there was no layer \"%s\""::formatted).toList());
  }

  private void list(List<String> all) {
    sentences.addAll(all.subList(0, Math.min(MOST_NAMES, all.size())));
    if (all.size() > MOST_NAMES) {
      sentences.add("and %d more such layers".formatted(all.size() - MOST_NAMES));
    }
  }
}
