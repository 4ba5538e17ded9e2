package io.repqc.frontend.onnx.write;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Sampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Resize, by its scales where the sizes follow from them, else by the sizes. */
final class ExportResize {
  private static final int AXES_SINCE = 18;
  private static final int ANTIALIAS_SINCE = 18;
  private static final int SYMMETRIC_SINCE = 19;

  private ExportResize() {}

  static void write(NodeWriter any, Resize op) {
    Sampling sampling = op.sampling();
    NodeWriter node = sampling.mode() == ResizeMode.NEAREST ? any : any.in(Carrier.FLOATS);
    String x = node.operand(op.x());
    if (op.axes().isEmpty()) {
      node.same(x);
      return;
    }
    if (op.axes().stream().anyMatch(axis -> node.followsBatch(op.x(), axis))) {
      node.fixBatch();
    }
    if (sampling.coordinates() == Coordinates.TF_HALF_PIXEL_FOR_NN && keepsAnAxis(op)) {
      throw node.problem("a scale of 1 moves nothing there, whatever the coordinates");
    }
    boolean crops = sampling.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
    if (!crops && areByScale(op)) {
      byScale(node, x, op);
    } else {
      bySize(node, x, op, crops);
    }
  }

  /** These coordinates are half an element off even where the size stays. */
  private static boolean keepsAnAxis(Resize op) {
    return axes(op).anyMatch(i -> size(op, i) == length(op, i) && op.scales().get(i) == 1);
  }

  private static boolean areByScale(Resize op) {
    return axes(op)
        .allMatch(i -> (int) (op.scales().get(i).floatValue() * length(op, i)) == size(op, i));
  }

  private static boolean areBySize(Resize op) {
    return axes(op)
        .allMatch(i -> (float) size(op, i) / length(op, i) == op.scales().get(i).floatValue());
  }

  private static IntStream axes(Resize op) {
    return IntStream.range(0, op.axes().size());
  }

  private static int size(Resize op, int i) {
    return op.sizes().get(i);
  }

  private static int length(Resize op, int i) {
    return op.x().type().dim(op.axes().get(i));
  }

  private static void byScale(NodeWriter node, String x, Resize op) {
    NodeAttributes attributes = attributes(node, op.sampling());
    List<Double> scales = op.scales();
    if (node.opset() >= AXES_SINCE) {
      attributes.integers("axes", op.axes());
    } else {
      scales = new ArrayList<>(Collections.nCopies(op.x().shape().rank(), 1.0));
      for (int i = 0; i < op.axes().size(); i++) {
        scales.set(op.axes().get(i), op.scales().get(i));
      }
    }
    node.result("Resize", List.of(x, NodeWriter.NONE, floats(node, "scales", scales)), attributes);
  }

  private static String floats(NodeWriter node, String suffix, List<Double> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return node.constant(suffix, Tensor.f32(Shape.of(floats.length), floats));
  }

  private static void bySize(NodeWriter node, String x, Resize op, boolean crops) {
    node.needsOpset(AXES_SINCE);
    NodeAttributes attributes = attributes(node, op.sampling()).integers("axes", op.axes());
    List<Integer> sizes = op.sizes();
    boolean isScaled = !crops || op.sampling().antialias();
    if (isScaled && !areBySize(op)) {
      sizes =
          inProportion(op).orElseThrow(() -> node.problem("no scales of ONNX give these sizes"));
      attributes.text("keep_aspect_ratio_policy", "not_larger");
    }
    String region = crops ? floats(node, "region", op.sampling().region()) : NodeWriter.NONE;
    node.result(
        "Resize", List.of(x, region, NodeWriter.NONE, node.integers("sizes", sizes)), attributes);
  }

  /** Sizes whose smallest ratio to the lengths is the one scale of all axes. */
  private static Optional<List<Integer>> inProportion(Resize op) {
    float scale = op.scales().get(0).floatValue();
    for (int first = 0; first < op.axes().size(); first++) {
      double ratio = (double) size(op, first) / length(op, first);
      boolean fits =
          (float) ratio == scale
              && axes(op)
                  .allMatch(
                      i ->
                          op.scales().get(i).floatValue() == scale
                              && (int) Math.floor(ratio * length(op, i) + 0.5) == size(op, i));
      if (fits) {
        int exact = first;
        return Optional.of(axes(op).mapToObj(i -> size(op, i) + (i == exact ? 0 : 1)).toList());
      }
    }
    return Optional.empty();
  }

  private static NodeAttributes attributes(NodeWriter node, Sampling sampling) {
    NodeAttributes attributes =
        new NodeAttributes()
            .text("mode", written(sampling.mode()))
            .text("coordinate_transformation_mode", written(sampling.coordinates()));
    if (sampling.coordinates() == Coordinates.HALF_PIXEL_SYMMETRIC) {
      node.needsOpset(SYMMETRIC_SINCE);
    }
    if (sampling.coordinates() == Coordinates.TF_CROP_AND_RESIZE) {
      attributes.number("extrapolation_value", sampling.extrapolation());
    }
    if (sampling.mode() == ResizeMode.NEAREST) {
      return attributes.text("nearest_mode", written(sampling.rounding()));
    }
    weighted(node, sampling, attributes);
    return attributes;
  }

  private static void weighted(NodeWriter node, Sampling sampling, NodeAttributes attributes) {
    if (sampling.mode() == ResizeMode.CUBIC) {
      attributes.number("cubic_coeff_a", sampling.cubic());
    }
    if (sampling.excludeOutside()) {
      attributes.flag("exclude_outside", true);
    }
    if (sampling.antialias()) {
      node.needsOpset(ANTIALIAS_SINCE);
      attributes.flag("antialias", true);
    }
  }

  private static String written(Enum<?> member) {
    return member.name().toLowerCase(Locale.ROOT);
  }
}
