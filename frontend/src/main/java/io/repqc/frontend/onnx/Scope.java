package io.repqc.frontend.onnx;

import io.repqc.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the names of one graph stand for; a graph within a node also sees the names around it. */
final class Scope {
  private final Optional<Scope> outer;
  private final Set<String> omitted = new HashSet<>();
  private final Map<String, Supplier<Optional<Value>>> bindings = new HashMap<>();

  Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  void bind(String name, Value value) {
    Optional<Value> bound = Optional.of(value);
    bindings.put(name, () -> bound);
  }

  /** Whatever needs this name is skipped: why it has no value has been said already. */
  void poison(String name) {
    bindings.put(name, Optional::empty);
  }

  /** Makes the value at its first use only; empty is poison. */
  void bindLazily(String name, Supplier<Optional<Value>> make) {
    bindings.put(
        name,
        () -> {
          Optional<Value> value = make.get();
          bindings.put(name, () -> value);
          return value;
        });
  }

  /** An optional input of a function that its call leaves out. */
  void omit(String name) {
    omitted.add(name);
  }

  boolean isOmitted(String name) {
    return name.isEmpty()
        || !bindings.containsKey(name)
            && (omitted.contains(name) || outer.isPresent() && outer.get().isOmitted(name));
  }

  /** Whether this graph itself, not one around it, gives the name a meaning. */
  boolean owns(String name) {
    return bindings.containsKey(name);
  }

  boolean knows(String name) {
    return bindings.containsKey(name) || outer.isPresent() && outer.get().knows(name);
  }

  /** The value of a name that is known; empty if it is poisoned. */
  Optional<Value> find(String name) {
    Supplier<Optional<Value>> binding = bindings.get(name);
    return binding != null ? binding.get() : outer.orElseThrow().find(name);
  }
}
