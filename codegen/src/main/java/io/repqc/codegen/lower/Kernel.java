package io.repqc.codegen.lower;

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

  void lower(Layer layer, Code code);
}
