package io.repqc.bench.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which runs the table needs: a small grid of learning rates on two networks, by which each method
 * gets its rate for each width, then the others at that rate, and more seeds where that was asked.
 * A rate below the first is tried where one above it was worse: scores have one peak.
 */
record TuneCases(Function<TuneCase, OptionalDouble> scores) {
  static final List<String> BITS = List.of("W8A8", "W4A4", "W3A3", "W2A2");
  private static final List<String> GRID = List.of("repvgg_cifar", "acnet_cifar");
  private static final List<String> OTHERS = List.of("dbb_cifar", "mobileone_cifar");
  private static final String IMAGES = "ecbsr_x2";
  private static final double FIRST = 0.01;
  private static final double FASTER = 0.03;
  private static final double SLOWER = 0.003;

  /** No network has more than all right. */
  private static final double HIGHEST = 100;

  /** By Adam; a run takes seconds, so that each method tries them all. */
  private static final List<Double> RATES_FOR_IMAGES = List.of(0.0005, 0.001, 0.0002, 0.0001);

  /** Also where one seed gave another order of the methods than elsewhere. */
  private static final Map<String, List<String>> SEEDED =
      Map.of(
          "repvgg_cifar", List.of("W8A8", "W4A4", "W2A2"),
          "dbb_cifar", List.of("W8A8", "W4A4", "W2A2"),
          "acnet_cifar", List.of("W4A4", "W2A2"));

  private static final List<Long> MORE_SEEDS = List.of(2L, 3L);

  /** Whether a network with more branches than those of the grid wants a slower rate. */
  private static final List<TuneCase> ASIDE =
      List.of(
          new TuneCase("mobileone_cifar", "W4A4", TuneMethod.REPQ_BATCH, 1, SLOWER),
          new TuneCase("mobileone_cifar", "W4A4", TuneMethod.REPQ_ESTIMATE, 1, SLOWER),
          new TuneCase("mobileone_cifar", "W2A2", TuneMethod.REPQ_ESTIMATE, 1, SLOWER),
          new TuneCase("dbb_cifar", "W4A4", TuneMethod.REPQ_BATCH, 1, SLOWER),
          new TuneCase("dbb_cifar", "W4A4", TuneMethod.REPQ_ESTIMATE, 1, SLOWER));

  /** Those that can be run now: what depends on a learning rate waits for the grid. */
  List<TuneCase> ready() {
    List<TuneCase> cases = new ArrayList<>();
    for (double rate : List.of(FIRST, FASTER, SLOWER)) {
      for (String network : GRID) {
        for (String bits : BITS) {
          methods()
              .filter(method -> rates(bits, method).contains(rate))
              .forEach(method -> cases.add(new TuneCase(network, bits, method, 1, rate)));
        }
      }
    }
    for (String network : OTHERS) {
      BITS.forEach(bits -> chosen(network, bits, 1).forEach(cases::add));
    }
    for (String bits : List.of("W8A8", "W4A4")) {
      methods().forEach(method -> images(bits, method).forEach(cases::add));
    }
    cases.addAll(ASIDE);
    SEEDED.keySet().stream()
        .sorted(Comparator.reverseOrder())
        .forEach(
            network ->
                SEEDED
                    .get(network)
                    .forEach(
                        bits ->
                            MORE_SEEDS.forEach(
                                seed ->
                                    chosen(network, bits, seed)
                                        .filter(c -> c.method().isTrained())
                                        .forEach(cases::add))));
    return cases;
  }

  private static Stream<TuneMethod> methods() {
    return Stream.of(TuneMethod.values());
  }

  private static Stream<TuneCase> images(String bits, TuneMethod method) {
    return RATES_FOR_IMAGES.stream()
        .limit(method.isTrained() ? RATES_FOR_IMAGES.size() : 1)
        .map(rate -> new TuneCase(IMAGES, bits, method, 1, rate));
  }

  /** At the rate that the grid chose, for the methods of which it is known. */
  private Stream<TuneCase> chosen(String network, String bits, long seed) {
    return methods()
        .flatMap(
            method ->
                rate(bits, method).stream()
                    .mapToObj(rate -> new TuneCase(network, bits, method, seed, rate)));
  }

  /** The rate with the best sum of scores over the networks of the grid, once all are known. */
  OptionalDouble rate(String bits, TuneMethod method) {
    List<Double> rates = rates(bits, method);
    boolean isKnown = rates.stream().allMatch(rate -> sum(bits, method, rate).isPresent());
    return isKnown
        ? rates.stream()
            .max(Comparator.comparing(rate -> sum(bits, method, rate).getAsDouble()))
            .map(OptionalDouble::of)
            .orElseThrow()
        : OptionalDouble.empty();
  }

  /** Those that may be the best, by what is known so far; one will do for what is not trained. */
  private List<Double> rates(String bits, TuneMethod method) {
    if (!method.isTrained()) {
      return List.of(FIRST);
    }
    OptionalDouble first = sum(bits, method, FIRST);
    boolean isFasterWorse = first.isPresent() && first.getAsDouble() >= most(bits, method, FASTER);
    return isFasterWorse ? List.of(FIRST, SLOWER) : List.of(FIRST, FASTER);
  }

  /** What the sum can come to at most. */
  private double most(String bits, TuneMethod method, double rate) {
    return GRID.stream()
        .mapToDouble(
            network -> scores.apply(new TuneCase(network, bits, method, 1, rate)).orElse(HIGHEST))
        .sum();
  }

  /** Of the scores over the networks of the grid. */
  private OptionalDouble sum(String bits, TuneMethod method, double rate) {
    double sum = 0;
    for (String network : GRID) {
      OptionalDouble score = scores.apply(new TuneCase(network, bits, method, 1, rate));
      if (score.isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += score.getAsDouble();
    }
    return OptionalDouble.of(sum);
  }
}
