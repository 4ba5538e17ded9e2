package io.repqc.bench.tune;

import java.util.List;
import java.util.Locale;

/** One run: a network at some bits, a method, a seed and a learning rate. */
record TuneCase(String network, String bits, TuneMethod method, long seed, double rate) {

  /** How the row of the case begins in the file of results. */
  String key() {
    return String.join(",", cells());
  }

  List<String> cells() {
    return List.of(
        network, bits, method.name().toLowerCase(Locale.ROOT), Long.toString(seed), rateText());
  }

  private String rateText() {
    return method.isTrained() ? String.format(Locale.ROOT, "%.4f", rate) : "-";
  }

  boolean isImageToImage() {
    return network.startsWith("ecbsr");
  }
}
