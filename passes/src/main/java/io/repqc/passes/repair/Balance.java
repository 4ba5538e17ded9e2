package io.repqc.passes.repair;

import io.repqc.passes.Reasons;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A link with a factor for each channel, by which the first weight is divided. */
final class Balance {
  private static final double LARGEST_STEP = 1e6;

  /** Of the layer's largest; below it a channel is all bias, which no factor may enlarge. */
  private static final double NEARLY_DEAD = 1e-3;

  private final Link link;
  private final Ranges first;
  private final Ranges second;
  private final double[] factors;
  private final boolean[] isDead;

  Balance(Link link, Ranges first, Ranges second) {
    this.link = link;
    this.first = first;
    this.second = second;
    factors = new double[link.channels()];
    Arrays.fill(factors, 1);
    isDead = new boolean[link.channels()];
    markDead(firstReach());
    markDead(secondReach());
  }

  Link link() {
    return link;
  }

  private double[] firstReach() {
    return first.largest(link.channels(), link::madeBy);
  }

  private double[] secondReach() {
    return second.largest(link.channels(), link::readBy);
  }

  private void markDead(double[] reach) {
    double least = Arrays.stream(reach).max().orElse(0) * NEARLY_DEAD;
    for (int channel = 0; channel < reach.length; channel++) {
      isDead[channel] |= reach[channel] <= least;
    }
  }

  void explain(String rule, Reasons reasons) {
    List<Integer> dead = IntStream.range(0, isDead.length).filter(i -> isDead[i]).boxed().toList();
    if (!dead.isEmpty()) {
      reasons.add(
          rule,
          link.first().value(),
          "nearly dead channels keep their range before %%%s: %s"
              .formatted(link.second().value().name(), dead));
    }
  }

  /** Makes both ranges of each channel one, until a neighbouring link changes one of them. */
  void improve() {
    double[] made = firstReach();
    double[] read = secondReach();
    double[] steps = new double[factors.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = isDead[i] ? 1 : limited(Math.sqrt(made[i] / read[i]));
      factors[i] *= steps[i];
    }
    first.multiply(i -> 1 / steps[link.madeBy(i)]);
    second.multiply(i -> steps[link.readBy(i)]);
  }

  private static double limited(double step) {
    return Math.max(1 / LARGEST_STEP, Math.min(LARGEST_STEP, step));
  }

  /** What the first layer's output {@code channel} is multiplied by. */
  double outputFactor(int channel) {
    return 1 / factors[channel];
  }

  /** What the second layer's input {@code channel} is multiplied by. */
  double inputFactor(int channel) {
    return factors[link.channel(channel)];
  }
}
