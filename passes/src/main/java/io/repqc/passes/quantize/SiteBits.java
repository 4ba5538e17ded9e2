package io.repqc.passes.quantize;

import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many bits each site has: the most that a reader needs. A layer needs its own, floats and
 * outputs need 8, and any other op as many as its result has.
 */
final class SiteBits {
  private static final int MOST = Bits.EIGHT.activations();

  private final Sites sites;
  private final Scalings scalings;

  /** What the readers of a value need, as far as it is known. */
  private final Map<Value, Integer> needs = new IdentityHashMap<>();

  SiteBits(Sites sites) {
    this.sites = sites;
    this.scalings = sites.scalings();
    boolean isRaised = true;
    while (isRaised) {
      isRaised = raise();
    }
  }

  int of(Value owner) {
    return sites.members(owner).stream().mapToInt(this::known).max().orElse(MOST);
  }

  private int known(Value value) {
    return needs.getOrDefault(value, 0);
  }

  private boolean raise() {
    List<Value> values = scalings.values();
    boolean isRaised = false;
    for (int i = values.size() - 1; i >= 0; i--) {
      int need = need(values.get(i));
      isRaised |= need > known(values.get(i));
      needs.put(values.get(i), need);
    }
    return isRaised;
  }

  private int need(Value value) {
    Uses uses = scalings.uses();
    boolean isOutput = uses.count(value) > uses.of(value).size();
    return isOutput ? MOST : uses.of(value).stream().mapToInt(this::needOf).max().orElse(0);
  }

  /** What {@code reader} needs of what it reads. */
  private int needOf(Value reader) {
    if (!scalings.has(reader) || scalings.rule(reader) == ScaleRule.FLOAT) {
      return MOST;
    }
    return sites
        .layerBits()
        .of(reader)
        .map(Bits::activations)
        .orElseGet(() -> sites.isHeld(reader) ? of(sites.owner(reader)) : known(reader));
  }
}
