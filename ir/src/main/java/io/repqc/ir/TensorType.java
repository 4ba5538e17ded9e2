package io.repqc.ir;

import io.repqc.ir.text.TensorText;

/** The type of a value: its elements, its shape and, once quantizers are frozen, its scales. */
public record TensorType(ElementType elementType, Shape shape, Quantization quantization) {

  public TensorType(ElementType elementType, Shape shape) {
    this(elementType, shape, Quantization.NONE);
  }

  public static TensorType f32(int... dims) {
    return new TensorType(ElementType.F32, Shape.of(dims));
  }

  public int rank() {
    return shape.rank();
  }

  public int dim(int axis) {
    return shape.dim(axis);
  }

  /** This type with another shape. */
  public TensorType with(Shape other) {
    return new TensorType(elementType, other, quantization);
  }

  /** This type with other elements; not quantized. */
  public TensorType with(ElementType other) {
    return new TensorType(other, shape);
  }

  /** Elements and shape as the text writes them, for instance {@code f32[1,3,32,32]}. */
  @Override
  public String toString() {
    return TensorText.header(this);
  }
}
