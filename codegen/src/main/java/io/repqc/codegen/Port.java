package io.repqc.codegen;

import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An array of the caller's that a program reads or writes; compared by identity.
 *
 * <p>Its axes lie in memory in the given order.
 */
public final class Port implements Place {
  private static final String[] AXES = {"", "N", "NC", "NCW", "NCHW", "NCDHW"};

  private final String name;
  private final String label;
  private final Value value;
  private final boolean isOutput;
  private final List<Integer> order;

  /** {@code label} is the user's own name. */
  public Port(String name, String label, Value value, boolean isOutput, List<Integer> order) {
    this.name = name;
    this.label = label;
    this.value = value;
    this.isOutput = isOutput;
    this.order = List.copyOf(order);
  }

  /** An identifier. */
  @Override
  public String name() {
    return name;
  }

  /** The user's own name. */
  public String label() {
    return label;
  }

  public Value value() {
    return value;
  }

  public TensorType type() {
    return value.type();
  }

  /** How much memory it takes. */
  public long bytes() {
    return (long) type().shape().count() * type().elementType().bits() / Byte.SIZE;
  }

  public boolean isOutput() {
    return isOutput;
  }

  /** The axes, named as those of images, in the order in which they lie. */
  public String layout() {
    int rank = value.type().rank();
    return rank < AXES.length
        ? order.stream()
            .map(axis -> AXES[rank].substring(axis, axis + 1))
            .collect(Collectors.joining())
        : "dense";
  }

  /** The axes of the type, outermost first. */
  public List<Integer> order() {
    return order;
  }
}
