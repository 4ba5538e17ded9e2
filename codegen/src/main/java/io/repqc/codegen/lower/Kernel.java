package io.repqc.codegen.lower;

import java.util.Optional;

/** One way to compute layers; a target tries its ways in order. */
public interface Kernel {
  /** Whether this computes such a layer. */
  boolean fits(Layer layer);

  /** What it wants around its first operand. */
  default Border border(Layer layer) {
    return Border.NONE;
  }

  /**
   * Whether the result may lie where an operand lay that nothing reads later, element over element.
   */
  default boolean worksInPlace(Layer layer) {
    return false;
  }

  /** The result as a view of an operand's elements, if it is one. */
  default Optional<View> seen(Layer layer, Code code) {
    return Optional.empty();
  }

  void lower(Layer layer, Code code);
}
