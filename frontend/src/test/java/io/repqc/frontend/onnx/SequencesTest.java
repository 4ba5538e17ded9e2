package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A split into a sequence, of which a part is taken. */
final class SequencesTest {
  private static final Tensor X = Tensor.f32(Shape.of(2, 5), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  private static final AttributeProto COLUMNS = ModelFile.integer("axis", 1);

  /** The part at {@code place} of a split as {@code split} says. */
  private static ModelFile part(Tensor split, long place) {
    return new ModelFile()
        .input("x", X.type())
        .initializer("split", split)
        .initializer("place", Tensor.i64(Shape.SCALAR, place))
        .node("SplitToSequence", "parts", node -> node.addAttribute(COLUMNS), "x", "split")
        .node("SequenceAt", "y", "parts", "place")
        .output("y");
  }

  private static Tensor run(ModelFile file) {
    return new Interpreter(file.read(), Interpreter.Evaluation.REFERENCE)
        .run(Map.of("x", X))
        .get("y");
  }

  @Test
  void partsHaveTheSizesThatAreGiven() {
    Tensor sizes = Tensor.i64(Shape.of(2), 3, 2);

    OneNode.assertNumbers(run(part(sizes, 0)), 0, 1, 2, 5, 6, 7);
    OneNode.assertNumbers(run(part(sizes, -1)), 3, 4, 8, 9);
  }

  @Test
  void theLastPartMayBeSmaller() {
    Tensor two = Tensor.i64(Shape.SCALAR, 2);

    OneNode.assertNumbers(run(part(two, 1)), 2, 3, 7, 8);
    OneNode.assertNumbers(run(part(two, 2)), 4, 9);
  }

  @Test
  void withoutSizesEachPartIsOneElement() {
    ModelFile file =
        new ModelFile()
            .input("x", X.type())
            .initializer("place", Tensor.i64(Shape.SCALAR, 3))
            .node(
                "SplitToSequence",
                "parts",
                node -> node.addAttribute(COLUMNS).addAttribute(ModelFile.integer("keepdims", 0)),
                "x")
            .node("SequenceAt", "y", "parts", "place")
            .output("y");

    assertEquals(Tensor.f32(Shape.of(2), 3, 8), run(file));
  }

  @Test
  void namesWhatDoesNotFit() {
    assertEquals(
        "model.onnx: node \"make_y\" (SequenceAt): place 2 of a sequence of 2",
        part(Tensor.i64(Shape.of(2), 3, 2), 2).problem());
    assertEquals(
        "model.onnx: node \"make_parts\" (SplitToSequence): the parts have sizes [3, 3], expected"
            + " them to add up to 5",
        part(Tensor.i64(Shape.of(2), 3, 3), 0).problem());
    assertEquals(
        "model.onnx: node \"make_parts\" (SplitToSequence): 5 elements in parts of 0, expected at"
            + " most 4096 parts",
        part(Tensor.i64(Shape.SCALAR, 0), 0).problem());
    assertEquals(
        "model.onnx: node \"make_y\" (SequenceAt): input 0 is %x : f32[2,5], expected a sequence",
        new ModelFile()
            .input("x", X.type())
            .initializer("place", Tensor.i64(Shape.SCALAR, 0))
            .node("SequenceAt", "y", "x", "place")
            .output("y")
            .problem());
  }
}
