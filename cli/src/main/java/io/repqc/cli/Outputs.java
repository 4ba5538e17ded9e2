package io.repqc.cli;

import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code -o} was given: a place to write to, and whether a last softmax is to go. */
record Outputs(List<String> words) {
  private static final String LOGITS = "logits";

  boolean areLogits() {
    return words.contains(LOGITS);
  }

  /** The place if there is one; {@code kind} says what it is to be. */
  Optional<Path> find(String kind) {
    List<Path> places = places();
    check(places.size() <= 1, kind);
    return places.stream().findFirst();
  }

  Path place(String kind) {
    List<Path> places = places();
    check(places.size() == 1, kind);
    return places.get(0);
  }

  private void check(boolean holds, String kind) {
    ModelException.check(holds, "-o: found %s, expected one %s", places(), kind);
  }

  private List<Path> places() {
    return words.stream().filter(word -> !word.equals(LOGITS)).map(Path::of).toList();
  }
}
