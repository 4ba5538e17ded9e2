package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.NearestRounding;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Resize in all its versions, and its predecessor Upsample. */
final class ImportResize {
  private static final int SIZES_SINCE = 11;
  private static final int SCALES_ARE_INPUT_SINCE = 9;
  private static final int ROI = 1;
  private static final int SCALES = 2;
  private static final int SIZES = 3;

  private ImportResize() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "Resize", OnnxImporter.single(ImportResize::resize),
        "Upsample", OnnxImporter.single(ImportResize::upsample));
  }

  private static Value resize(OnnxNode node) {
    if (node.opset() < SIZES_SINCE) {
      return legacy(node, node.constant(1, "scales").toNumbers());
    }
    Coordinates coordinates =
        member(node, "coordinate_transformation_mode", Coordinates.HALF_PIXEL);
    boolean crops = coordinates == Coordinates.TF_CROP_AND_RESIZE;
    List<ResizeTarget> targets = crops ? cropped(node, targets(node)) : targets(node);
    return resized(node, targets, coordinates, NearestRounding.ROUND_PREFER_FLOOR);
  }

  private static List<ResizeTarget> targets(OnnxNode node) {
    boolean isSized = isGiven(node, SIZES);
    if (isSized == isGiven(node, SCALES)) {
      throw node.problem("expected either scales or sizes");
    }
    String what = isSized ? "sizes" : "scales";
    Tensor given = node.constant(isSized ? SIZES : SCALES, what);
    List<Integer> axes = axes(node);
    checkCount(node, what, given.toNumbers(), axes.size());
    return isSized
        ? sized(node, axes, MovedAttribute.integers(given))
        : scaled(node, axes, given.toNumbers());
  }

  private static boolean isGiven(OnnxNode node, int input) {
    return node.has(input) && node.input(input).shape().count() > 0;
  }

  private static List<Integer> axes(OnnxNode node) {
    int rank = node.input(0).shape().rank();
    List<Integer> all = IntStream.range(0, rank).boxed().toList();
    return node.integers("axes", all).stream().map(axis -> OnnxNode.axis(axis, rank)).toList();
  }

  private static List<ResizeTarget> scaled(OnnxNode node, List<Integer> axes, double[] scales) {
    if (Arrays.stream(scales).anyMatch(scale -> !(scale > 0))) {
      throw node.problem("scales are %s, expected positive ones", Arrays.toString(scales));
    }
    return ResizeTarget.scaled(node.input(0).shape(), axes, scales);
  }

  private static List<ResizeTarget> sized(OnnxNode node, List<Integer> axes, List<Integer> sizes) {
    Shape shape = node.input(0).shape();
    if (sizes.stream().anyMatch(size -> size < 0)
        || axes.stream().anyMatch(axis -> shape.dim(axis) == 0)) {
      throw node.problem("%s cannot be resized to sizes %s", node.input(0), sizes);
    }
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    return switch (policy) {
      case "stretch" -> ResizeTarget.sized(shape, axes, sizes);
      case "not_larger" -> ResizeTarget.inProportion(shape, axes, sizes, true);
      case "not_smaller" -> ResizeTarget.inProportion(shape, axes, sizes, false);
      default ->
          throw node.problem(
              "keep_aspect_ratio_policy is '%s', expected stretch, not_larger or not_smaller",
              policy);
    };
  }

  private static List<ResizeTarget> cropped(OnnxNode node, List<ResizeTarget> targets) {
    double[] region = node.constant(ROI, "the region to crop to").toNumbers();
    int count = targets.size();
    checkCount(node, "roi", region, 2 * count);
    return IntStream.range(0, count)
        .mapToObj(i -> targets.get(i).cropped(region[i], region[count + i]))
        .toList();
  }

  private static Value upsample(OnnxNode node) {
    boolean areInput = node.opset() >= SCALES_ARE_INPUT_SINCE;
    double[] scales =
        areInput
            ? node.constant(1, "scales").toNumbers()
            : node.numbers("scales", List.of()).stream().mapToDouble(scale -> scale).toArray();
    return legacy(node, scales);
  }

  /**
   * Before opset 11 places are index over scale, and which of two is nearest is left open; ONNX
   * Runtime takes the left one where a tensor grows, the right one where it shrinks.
   */
  private static Value legacy(OnnxNode node, double[] scales) {
    Shape shape = node.input(0).shape();
    checkCount(node, "scales", scales, shape.rank());
    List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
    List<ResizeTarget> targets = scaled(node, axes, scales);
    boolean shrinks = Arrays.stream(scales).anyMatch(scale -> scale < 1);
    if (shrinks && Arrays.stream(scales).anyMatch(scale -> scale > 1)) {
      throw node.problem(
          "scales %s shrink and enlarge, which opset %d leaves open; export with opset 11 or later",
          Arrays.toString(scales), node.opset());
    }
    NearestRounding rounding = shrinks ? NearestRounding.CEIL : NearestRounding.FLOOR;
    return resized(node, targets, Coordinates.ASYMMETRIC, rounding);
  }

  private static Value resized(
      OnnxNode node,
      List<ResizeTarget> targets,
      Coordinates coordinates,
      NearestRounding rounding) {
    Value x = node.input(0);
    List<ResizeTarget> changed =
        targets.stream().filter(target -> target.changes(x.shape())).toList();
    if (changed.isEmpty()) {
      return x;
    }
    return node.emit(
        new Resize(
            x,
            changed.stream().map(ResizeTarget::axis).toList(),
            changed.stream().map(ResizeTarget::size).toList(),
            changed.stream().map(ResizeTarget::scale).toList(),
            sampling(node, changed, coordinates, rounding)));
  }

  /** Attributes that have no meaning for the mode are not kept. */
  private static Sampling sampling(
      OnnxNode node,
      List<ResizeTarget> targets,
      Coordinates coordinates,
      NearestRounding rounding) {
    ResizeMode mode = member(node, "mode", ResizeMode.NEAREST);
    boolean cubic = mode == ResizeMode.CUBIC;
    boolean crops = coordinates == Coordinates.TF_CROP_AND_RESIZE;
    List<Double> region = new ArrayList<>();
    if (crops) {
      targets.forEach(target -> region.add(target.start()));
      targets.forEach(target -> region.add(target.end()));
    }
    return new Sampling(
        mode,
        coordinates,
        member(node, "nearest_mode", rounding),
        cubic ? node.number("cubic_coeff_a", -0.75) : 0,
        mode != ResizeMode.NEAREST && node.flag("exclude_outside", false),
        mode != ResizeMode.NEAREST && node.flag("antialias", false),
        region,
        crops ? node.number("extrapolation_value", 0) : 0);
  }

  private static void checkCount(OnnxNode node, String what, double[] found, int expected) {
    if (found.length != expected) {
      throw node.problem(
          "%s has %d numbers %s, expected %d",
          what, found.length, Arrays.toString(found), expected);
    }
  }

  /** The member of an enum whose name an attribute holds. */
  private static <E extends Enum<E>> E member(OnnxNode node, String attribute, E otherwise) {
    List<E> members = List.of(otherwise.getDeclaringClass().getEnumConstants());
    String text = node.text(attribute, written(otherwise));
    return members.stream()
        .filter(member -> written(member).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                node.problem(
                    "%s is '%s', expected one of %s",
                    attribute, text, members.stream().map(ImportResize::written).toList()));
  }

  private static String written(Enum<?> member) {
    return member.name().toLowerCase(Locale.ROOT);
  }
}
