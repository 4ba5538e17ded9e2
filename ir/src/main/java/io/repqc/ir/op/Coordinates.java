package io.repqc.ir.op;

/** How an index along an axis of a resized tensor maps to a place in the original. */
public enum Coordinates {
  HALF_PIXEL,
  HALF_PIXEL_SYMMETRIC,
  PYTORCH_HALF_PIXEL,
  ALIGN_CORNERS,
  ASYMMETRIC,
  TF_HALF_PIXEL_FOR_NN,
  TF_CROP_AND_RESIZE;

  /**
   * The formulas of the ONNX standard, in f32 and in the order of ONNX Runtime: which neighbour is
   * the nearest hangs on the last bit.
   */
  float place(int index, Sampling.Axis axis) {
    float scale = axis.scale();
    float last = axis.length() - 1;
    return switch (this) {
      case HALF_PIXEL -> (index + 0.5f) / scale - 0.5f;
      case HALF_PIXEL_SYMMETRIC -> margin(axis) + (index + 0.5f) / scale - 0.5f;
      case PYTORCH_HALF_PIXEL -> axis.size() > 1 ? (index + 0.5f) / scale - 0.5f : 0;
      case ALIGN_CORNERS -> axis.size() > 1 ? index * last / (axis.size() - 1) : 0;
      case ASYMMETRIC -> index / scale;
      case TF_HALF_PIXEL_FOR_NN -> (index + 0.5f) / scale;
      case TF_CROP_AND_RESIZE -> {
        float start = (float) axis.start();
        float end = (float) axis.end();
        yield axis.size() > 1
            ? start * last + index * (end - start) * last / (axis.size() - 1)
            : 0.5f * (start + end) * last;
      }
    };
  }

  /** How much of the original lies before the part that a size rounded down still covers. */
  private static float margin(Sampling.Axis axis) {
    float covered = axis.size() / (axis.scale() * axis.length());
    return axis.length() / 2f * (1 - covered);
  }
}
