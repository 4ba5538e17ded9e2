package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The same elements under another shape or in another order. */
final class ImportShapes {
  private static final int AXES_ARE_INPUT_SINCE = 13;
  private static final int INFERRED = -1;
  private static final int COPIED = 0;

  private ImportShapes() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("DepthToSpace", OnnxImporter.single(ImportShapes::depthToSpace)),
        entry("Flatten", OnnxImporter.single(ImportShapes::flatten)),
        entry("Reshape", OnnxImporter.single(ImportShapes::reshape)),
        entry("SpaceToDepth", OnnxImporter.single(ImportShapes::spaceToDepth)),
        entry("Squeeze", OnnxImporter.single(ImportShapes::squeeze)),
        entry("Transpose", OnnxImporter.single(ImportShapes::transpose)),
        entry("Unsqueeze", OnnxImporter.single(ImportShapes::unsqueeze)));
  }

  private static Value reshape(OnnxNode node) {
    List<Integer> target = MovedAttribute.integers(node.constant(1, "the target shape"));
    return node.reshape(null, node.input(0), resolved(node, target));
  }

  /** {@code target} with a size in the place of every 0 and -1 that stands for one. */
  private static List<Integer> resolved(OnnxNode node, List<Integer> target) {
    Shape shape = node.input(0).shape();
    boolean zeroIsSize = node.flag("allowzero", false);
    if (zeroIsSize && target.contains(COPIED) && target.contains(INFERRED)) {
      throw node.problem("the target shape %s leaves open what -1 stands for", target);
    }
    List<Integer> dims = new ArrayList<>(target);
    for (int axis = 0; axis < dims.size(); axis++) {
      if (dims.get(axis) == COPIED && !zeroIsSize) {
        if (axis >= shape.rank()) {
          throw node.problem("the target shape %s copies axis %d of %s", target, axis, shape);
        }
        dims.set(axis, shape.dim(axis));
      }
    }
    int open = dims.indexOf(INFERRED);
    if (open >= 0) {
      dims.set(open, 1);
      long known = dims.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      dims.set(open, known == 0 ? 0 : (int) (shape.count() / known));
    }
    long count = dims.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (count != shape.count() || dims.stream().anyMatch(dim -> dim < 0)) {
      throw node.problem(
          "the target shape %s does not hold the %d elements of %s", target, shape.count(), shape);
    }
    return dims;
  }

  private static Value flatten(OnnxNode node) {
    Shape shape = node.input(0).shape();
    long given = node.integer("axis", 1);
    int axis = given == shape.rank() ? shape.rank() : OnnxNode.axis(given, shape.rank());
    int rows = shape.count(0, axis);
    return node.reshape(null, node.input(0), List.of(rows, shape.count(axis, shape.rank())));
  }

  private static Value transpose(OnnxNode node) {
    Value x = node.input(0);
    List<Integer> reversed = new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
    Collections.reverse(reversed);
    return node.emit(new Transpose(x, node.integers("perm", reversed)));
  }

  /** Without axes, every axis of size 1 goes. */
  private static Value squeeze(OnnxNode node) {
    Value x = node.input(0);
    boolean chosen = MovedAttribute.has(node, "axes", 1, AXES_ARE_INPUT_SINCE);
    List<Integer> axes = MovedAttribute.axes(node, 1, AXES_ARE_INPUT_SINCE, x.shape().rank());
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      int size = x.type().dim(axis);
      if (chosen && axes.contains(axis) && size != 1) {
        throw node.problem("axis %d of %s has size %d, expected 1", axis, x.shape(), size);
      }
      if (chosen ? !axes.contains(axis) : size != 1) {
        dims.add(size);
      }
    }
    return node.reshape(null, x, dims);
  }

  private static Value unsqueeze(OnnxNode node) {
    Value x = node.input(0);
    int given = MovedAttribute.integers(node, "axes", 1, AXES_ARE_INPUT_SINCE).size();
    int rank = x.shape().rank() + given;
    List<Integer> axes = MovedAttribute.axes(node, 1, AXES_ARE_INPUT_SINCE, rank);
    if (axes.stream().distinct().count() < given) {
      throw node.problem("the new axes %s repeat, expected each once", axes);
    }
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    axes.stream().sorted().forEach(axis -> dims.add(axis, 1));
    return node.reshape(null, x, dims);
  }

  private static Value depthToSpace(OnnxNode node) {
    String mode = node.text("mode", "DCR");
    boolean columnsFirst =
        switch (mode) {
          case "DCR" -> false;
          case "CRD" -> true;
          default -> throw node.problem("mode is '%s', expected DCR or CRD", mode);
        };
    return node.emit(new DepthToSpace(node.input(0), blockSize(node), columnsFirst));
  }

  /** Within a block, the place becomes the outer part of the channel index. */
  private static Value spaceToDepth(OnnxNode node) {
    Value x = node.input(0);
    int block = blockSize(node);
    if (x.shape().rank() != 4 || x.type().dim(2) % block != 0 || x.type().dim(3) % block != 0) {
      throw node.problem(
          "the input has shape %s, expected 4 axes, the last two multiples of the block size %d",
          x.shape(), block);
    }
    int batch = x.type().dim(0);
    int channels = x.type().dim(1);
    int rows = x.type().dim(2) / block;
    int columns = x.type().dim(3) / block;
    Value blocks = node.reshape("blocks", x, List.of(batch, channels, rows, block, columns, block));
    Value moved = node.emit("moved", new Transpose(blocks, List.of(0, 3, 5, 1, 2, 4)));
    return node.reshape(null, moved, List.of(batch, block * block * channels, rows, columns));
  }

  private static int blockSize(OnnxNode node) {
    long size = node.integer("blocksize", 0);
    if (size < 1 || size > Short.MAX_VALUE) {
      throw node.problem("blocksize is %d, expected a positive number", size);
    }
    return (int) size;
  }
}
