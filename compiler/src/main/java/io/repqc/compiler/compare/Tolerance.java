package io.repqc.compiler.compare;

/** How far a number may lie from an expected one: {@code absolute + relative * |expected|}. */
public record Tolerance(double relative, double absolute) {
  public static final Tolerance EXACT = new Tolerance(0, 0);

  /** What ONNX's own tests allow a float. */
  public static final Tolerance FLOAT = new Tolerance(1e-3, 1e-5);

  /** One step of an integer, for what was rounded from a float. */
  public static final Tolerance ONE_STEP = new Tolerance(0, 1);

  double allowed(double expected) {
    double magnitude = Double.isFinite(expected) ? Math.abs(expected) : 0;
    return absolute + relative * magnitude;
  }
}
