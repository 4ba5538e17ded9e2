package io.repqc.ir;

import io.repqc.ir.op.Op;

/** One tensor in the graph: the single result of an {@link Op}. Immutable; compared by identity. */
public final class Value {
  private final String name;
  private final Op op;
  private final TensorType type;

  private Value(String name, Op op) {
    this.name = name;
    this.op = op;
    this.type = op.inferType();
  }

  /** Infers the type; an {@link IrException} says why the operands do not fit. */
  public static Value of(String name, Op op) {
    return new Value(name, op);
  }

  /** Unique in its graph; what the user's model calls this tensor, or derived from that. */
  public String name() {
    return name;
  }

  public Op op() {
    return op;
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public ElementType elementType() {
    return type.elementType();
  }

  @Override
  public String toString() {
    return "%" + name + " : " + type;
  }
}
