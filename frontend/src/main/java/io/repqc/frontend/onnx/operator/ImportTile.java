package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Tile: an axis of size 1 stretches, another one is joined to copies of itself. */
final class ImportTile {
  private static final int MOST_COPIES = 4096;

  private ImportTile() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("Tile", OnnxImporter.single(ImportTile::tile));
  }

  private static Value tile(OnnxNode node) {
    Shape shape = node.input(0).shape();
    List<Integer> repeats = repeats(node, shape);
    List<Integer> copied =
        IntStream.range(0, shape.rank())
            .filter(axis -> repeats.get(axis) > 1 && shape.dim(axis) > 1)
            .boxed()
            .toList();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      dims.add(shape.dim(axis) * (copied.contains(axis) ? 1 : repeats.get(axis)));
    }
    Function<Op, Value> emit = copied.isEmpty() ? node::emit : op -> node.emit("stretched", op);
    Value tiled =
        ImportExpansion.stretch(node, node.input(0), dims, node.batchSource(node.input(1)), emit);
    for (int i = 0; i < copied.size(); i++) {
      int axis = copied.get(i);
      Concat op = new Concat(Collections.nCopies(repeats.get(axis), tiled), axis);
      tiled = i == copied.size() - 1 ? node.emit(op) : node.emit("axis" + axis, op);
    }
    return tiled;
  }

  private static List<Integer> repeats(OnnxNode node, Shape shape) {
    List<Integer> repeats = MovedAttribute.integers(node.constant(1, "the repeats"));
    if (repeats.size() != shape.rank() || repeats.stream().anyMatch(count -> count < 0)) {
      throw node.problem("the repeats are %s, expected one for each axis of %s", repeats, shape);
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.dim(axis) > 1 && repeats.get(axis) > MOST_COPIES) {
        throw node.problem(
            "axis %d is repeated %d times, expected at most %d",
            axis, repeats.get(axis), MOST_COPIES);
      }
    }
    return repeats;
  }
}
