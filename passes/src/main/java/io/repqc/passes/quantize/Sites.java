package io.repqc.passes.quantize;

import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which values a network holds in small integers, and which of them share their levels. Those that
 * do are a site, known by its owner: the value whose numbers say what the levels are.
 */
final class Sites {
  private final Scalings scalings;
  private final Set<String> wide;
  private final Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Value> owners = new IdentityHashMap<>();
  private final Map<Value, List<Value>> members = new IdentityHashMap<>();
  private final LayerBits layerBits;

  Sites(Graph graph, QuantizationOptions options) {
    this.scalings = new Scalings(graph, options.keepFloat(), options.wide());
    this.wide = options.wide();
    findWanted();
    scalings.values().stream().filter(this::holds).forEach(this::place);
    scalings.values().stream().filter(this::isJunction).forEach(this::absorb);
    checkWide();
    this.layerBits = new LayerBits(scalings, options.bits());
  }

  Scalings scalings() {
    return scalings;
  }

  LayerBits layerBits() {
    return layerBits;
  }

  /** What integers are computed from, directly or by way of moves; readers come first. */
  private void findWanted() {
    for (int i = scalings.values().size() - 1; i >= 0; i--) {
      Value value = scalings.values().get(i);
      if (scalings.rule(value).isInteger()
          || scalings.rule(value) == ScaleRule.PART
          || scalings.rule(value).keepsLevels() && wanted.contains(value)) {
        wanted.addAll(Scalings.carriers(value));
      }
    }
  }

  private boolean holds(Value value) {
    return switch (scalings.rule(value)) {
      case SUMS, CURVE -> !scalings.isCompleted(value);
      case SOURCE, FLOAT -> wanted.contains(value);
      case PART -> false;
      case MOVES, CLAMP ->
          scalings.completed(value).isPresent()
              || Scalings.carriers(value).stream()
                  .filter(scalings.data()::contains)
                  .allMatch(owners::containsKey);
    };
  }

  private void place(Value value) {
    boolean follows =
        scalings.rule(value).keepsLevels()
            && !isJunction(value)
            && scalings.completed(value).isEmpty();
    join(value, follows ? owners.get(Scalings.carriers(value).get(0)) : value);
  }

  private void join(Value value, Value owner) {
    owners.put(value, owner);
    members.computeIfAbsent(owner, key -> new ArrayList<>()).add(value);
  }

  /** Whether values from several places meet on the same levels. */
  private boolean isJunction(Value value) {
    return scalings.rule(value) == ScaleRule.MOVES && Scalings.carriers(value).size() > 1;
  }

  /** What only a junction reads takes its levels from there, and so rounds once. */
  private void absorb(Value junction) {
    if (!isHeld(junction)) {
      return;
    }
    for (Value part : Scalings.carriers(junction)) {
      Value owner = owners.get(part);
      Value into = owners.get(junction);
      if (owner != null
          && owner != into
          && isReadBy(owner, junction)
          && isWide(owner) == isWide(into)) {
        members.remove(owner).forEach(member -> join(member, into));
      }
    }
  }

  private boolean isReadBy(Value owner, Value junction) {
    List<Value> site = members.get(owner);
    return site.stream()
        .allMatch(
            member -> {
              List<Value> users = scalings.uses().of(member);
              return scalings.uses().count(member) == users.size()
                  && users.stream().allMatch(user -> user == junction || site.contains(user));
            });
  }

  private void checkWide() {
    List<Value> held = scalings.values().stream().filter(v -> isHeld(v) || isPart(v)).toList();
    List<String> problems =
        wide.stream()
            .filter(name -> held.stream().noneMatch(value -> value.name().equals(name)))
            .map(name -> Scalings.unknown("be held in 16 bits", name, held))
            .toList();
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  private boolean isPart(Value value) {
    return scalings.rule(value).isInteger() && scalings.isCompleted(value);
  }

  boolean isHeld(Value value) {
    return owners.containsKey(value);
  }

  /** The owner of the site of a value that is held. */
  Value owner(Value value) {
    return owners.get(value);
  }

  /** The values of the site of an owner. */
  List<Value> members(Value owner) {
    return members.get(owner);
  }

  /** The owners of all sites, in graph order. */
  List<Value> owners() {
    return scalings.values().stream().filter(members::containsKey).toList();
  }

  /**
   * The value whose numbers say what the levels of a site are: its owner, or the bounds that all
   * readers are behind, since what these cut off needs no levels.
   */
  Value ranged(Value owner) {
    Value ranged = owner;
    Value last = owner;
    while (scalings.uses().count(last) == 1 && follower(last).isPresent()) {
      last = follower(last).get();
      ranged = last.op() instanceof Clamp ? last : ranged;
    }
    return ranged;
  }

  /** What alone reads a value and only moves or bounds it. */
  private Optional<Value> follower(Value value) {
    return scalings.uses().of(value).stream()
        .filter(user -> isHeld(user) && owner(user) == owner(value) && !isJunction(user))
        .findFirst();
  }

  /** Whether a site is to be held in 16 bits, as the user says of one of its values. */
  boolean isWide(Value owner) {
    return members.get(owner).stream()
        .anyMatch(
            member ->
                wide.contains(member.name())
                    || scalings
                        .completed(member)
                        .map(Value::name)
                        .filter(wide::contains)
                        .isPresent());
  }

  /** Whether the value comes rounded from no operand, so that a quantizer stands after it. */
  boolean isRounded(Value value) {
    return isHeld(value)
        && (!scalings.rule(value).keepsLevels() || scalings.completed(value).isPresent());
  }
}
