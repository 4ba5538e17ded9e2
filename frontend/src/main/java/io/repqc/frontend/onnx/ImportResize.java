package io.repqc.frontend.onnx;

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

  /** One axis, what is to become of it, and the part of it that is looked at. */
  private record Target(int axis, int size, double scale, double start, double end) {
    static Target scaled(Shape shape, int axis, double scale) {
      float size = (float) scale * shape.dim(axis);
      return new Target(axis, (int) size, scale, 0, 1);
    }

    static Target sized(Shape shape, int axis, int size) {
      return new Target(axis, size, (float) size / shape.dim(axis), 0, 1);
    }

    Target cropped(double start, double end) {
      return new Target(axis, size, scale, start, end);
    }

    boolean changes(Shape shape) {
      return size != shape.dim(axis) || scale != 1 || start != 0 || end != 1;
    }
  }

  private static Value resize(OnnxNode node) {
    if (node.opset() < SIZES_SINCE) {
      return legacy(node, node.constant(1, "scales").toNumbers());
    }
    Coordinates coordinates =
        member(node, "coordinate_transformation_mode", Coordinates.HALF_PIXEL);
    boolean crops = coordinates == Coordinates.TF_CROP_AND_RESIZE;
    List<Target> targets = crops ? cropped(node, targets(node)) : targets(node);
    return resized(node, targets, coordinates, NearestRounding.ROUND_PREFER_FLOOR);
  }

  private static List<Target> targets(OnnxNode node) {
    Shape shape = node.input(0).shape();
    List<Integer> axes = axes(node);
    if (isGiven(node, SIZES) == isGiven(node, SCALES)) {
      throw node.problem("expected either scales or sizes");
    }
    Tensor given =
        isGiven(node, SIZES) ? node.constant(SIZES, "sizes") : node.constant(SCALES, "scales");
    checkCount(node, isGiven(node, SIZES) ? "sizes" : "scales", given.toNumbers(), axes.size());
    return isGiven(node, SIZES)
        ? sized(node, shape, axes, MovedAttribute.integers(given))
        : scaled(node, shape, axes, given.toNumbers());
  }

  private static boolean isGiven(OnnxNode node, int input) {
    return node.has(input) && node.input(input).shape().count() > 0;
  }

  private static List<Integer> axes(OnnxNode node) {
    int rank = node.input(0).shape().rank();
    List<Integer> all = IntStream.range(0, rank).boxed().toList();
    return node.integers("axes", all).stream().map(axis -> OnnxNode.axis(axis, rank)).toList();
  }

  private static List<Target> scaled(
      OnnxNode node, Shape shape, List<Integer> axes, double[] scales) {
    if (Arrays.stream(scales).anyMatch(scale -> !(scale > 0))) {
      throw node.problem("scales are %s, expected positive ones", Arrays.toString(scales));
    }
    return IntStream.range(0, axes.size())
        .mapToObj(i -> Target.scaled(shape, axes.get(i), scales[i]))
        .toList();
  }

  private static List<Target> sized(
      OnnxNode node, Shape shape, List<Integer> axes, List<Integer> sizes) {
    boolean enlargesNothing =
        IntStream.range(0, axes.size())
            .anyMatch(i -> shape.dim(axes.get(i)) == 0 && sizes.get(i) != 0);
    if (enlargesNothing || sizes.stream().anyMatch(size -> size < 0)) {
      throw node.problem("%s cannot be resized to sizes %s", node.input(0), sizes);
    }
    List<Target> targets =
        IntStream.range(0, axes.size())
            .filter(i -> shape.dim(axes.get(i)) != sizes.get(i) || keepsAspect(node))
            .mapToObj(i -> Target.sized(shape, axes.get(i), sizes.get(i)))
            .toList();
    return keepsAspect(node) ? inProportion(node, shape, targets) : targets;
  }

  private static boolean keepsAspect(OnnxNode node) {
    return !node.text("keep_aspect_ratio_policy", "stretch").equals("stretch");
  }

  /** All axes by the one scale that fits all sizes best from below or from above. */
  private static List<Target> inProportion(OnnxNode node, Shape shape, List<Target> targets) {
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    var scales =
        targets.stream().mapToDouble(target -> (double) target.size / shape.dim(target.axis));
    double scale =
        switch (policy) {
          case "not_larger" -> scales.min().orElse(1);
          case "not_smaller" -> scales.max().orElse(1);
          default ->
              throw node.problem(
                  "keep_aspect_ratio_policy is '%s', expected stretch, not_larger or not_smaller",
                  policy);
        };
    return targets.stream()
        .map(
            target ->
                new Target(
                    target.axis,
                    (int) Math.floor(scale * shape.dim(target.axis) + 0.5),
                    (float) scale,
                    0,
                    1))
        .toList();
  }

  private static List<Target> cropped(OnnxNode node, List<Target> targets) {
    List<Integer> axes = axes(node);
    double[] region = node.constant(ROI, "the region to crop to").toNumbers();
    checkCount(node, "roi", region, 2 * axes.size());
    List<Target> cropped = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Target target = whole(node, targets, axes.get(i));
      cropped.add(target.cropped(region[i], region[axes.size() + i]));
    }
    return cropped;
  }

  private static Target whole(OnnxNode node, List<Target> targets, int axis) {
    int size = node.input(0).type().dim(axis);
    return targets.stream()
        .filter(target -> target.axis == axis)
        .findFirst()
        .orElse(new Target(axis, size, 1, 0, 1));
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
    List<Target> targets = scaled(node, shape, axes, scales);
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
      OnnxNode node, List<Target> targets, Coordinates coordinates, NearestRounding rounding) {
    Value x = node.input(0);
    List<Target> changed = targets.stream().filter(target -> target.changes(x.shape())).toList();
    if (changed.isEmpty()) {
      return x;
    }
    return node.emit(
        new Resize(
            x,
            changed.stream().map(Target::axis).toList(),
            changed.stream().map(Target::size).toList(),
            changed.stream().map(Target::scale).toList(),
            sampling(node, changed, coordinates, rounding)));
  }

  /** Attributes that have no meaning for the mode are not kept. */
  private static Sampling sampling(
      OnnxNode node, List<Target> targets, Coordinates coordinates, NearestRounding rounding) {
    ResizeMode mode = member(node, "mode", ResizeMode.NEAREST);
    boolean cubic = mode == ResizeMode.CUBIC;
    boolean crops = coordinates == Coordinates.TF_CROP_AND_RESIZE;
    List<Double> region = new ArrayList<>();
    if (crops) {
      targets.forEach(target -> region.add(target.start));
      targets.forEach(target -> region.add(target.end));
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
