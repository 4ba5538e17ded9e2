package io.repqc.ir.op;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/** Sampling of x at other sizes along {@code axes}, as ONNX defines Resize. */
public record Resize(
    Value x, List<Integer> axes, List<Integer> sizes, List<Double> scales, Sampling sampling)
    implements Op {

  /** How places in the result map to places in x, and what stands there. */
  public record Sampling(
      ResizeMode mode,
      Coordinates coordinates,
      Rounding rounding,
      double cubic,
      boolean excludeOutside,
      boolean antialias,
      List<Double> region,
      double extrapolation)
      implements Attributes {
    public Sampling {
      region = List.copyOf(region);
    }
  }

  /** How a place in the result maps to one in x. */
  public enum Coordinates {
    HALF_PIXEL,
    HALF_PIXEL_SYMMETRIC,
    PYTORCH_HALF_PIXEL,
    ALIGN_CORNERS,
    ASYMMETRIC,
    TF_HALF_PIXEL_FOR_NN,
    TF_CROP_AND_RESIZE
  }

  /** Which neighbour is the nearest. */
  public enum Rounding {
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL,
    FLOOR,
    CEIL
  }

  public Resize {
    axes = List.copyOf(axes);
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
  }

  @Override
  public TensorType inferType() {
    Checks.areAxes("resize", axes, x.shape().rank());
    Checks.hasLength("resize: sizes", sizes, axes.size());
    Checks.hasLength("resize: scales", scales, axes.size());
    Shape shape = x.shape();
    for (int i = 0; i < axes.size(); i++) {
      shape = shape.with(axes.get(i), sizes.get(i));
    }
    return x.type().with(shape);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    throw new UnsupportedOperationException("resize");
  }
}
