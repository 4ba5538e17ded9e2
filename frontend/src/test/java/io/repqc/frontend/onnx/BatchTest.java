package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What exporters write for one image holds for a batch of them. */
final class BatchTest {
  private static final Tensor THREE = Tensor.generate(TensorType.f32(3, 2, 2), i -> i);

  /** A file with one input x : f32[?,2,2]. */
  private static ModelFile withOpenBatch() {
    return new ModelFile().input("x", 1, "N", 2, 2);
  }

  private static Tensor atBatchThree(ModelFile file) {
    Model model = file.output("y").read().withBatch(3);
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE)
        .run(Map.of("x", THREE))
        .get("y");
  }

  private static Tensor integers(long... integers) {
    return Tensor.i64(Shape.of(integers.length), integers);
  }

  @Test
  void reshapesToAWrittenBatchOfOne() {
    Tensor found =
        atBatchThree(
            withOpenBatch()
                .initializer("shape", integers(1, 4))
                .node("Reshape", "y", "x", "shape"));

    assertEquals(THREE.reshape(Shape.of(3, 4)), found);
  }

  @Test
  void squeezesAndFlattens() {
    ModelFile file =
        withOpenBatch()
            .initializer("axis", integers(1))
            .node("Unsqueeze", "channel", "x", "axis")
            .node("Squeeze", "plain", "channel", "axis")
            .node("Flatten", "y", "plain");

    assertEquals(THREE.reshape(Shape.of(3, 4)), atBatchThree(file));
  }

  @Test
  void expandsToTheBatchOfAComputedShape() {
    ModelFile file =
        withOpenBatch()
            .initializer("token", Tensor.f32(Shape.of(1, 1, 2), 7, 8))
            .initializer("zero", integers(0))
            .initializer("rest", integers(1, 2))
            .node("Shape", "shape", "x")
            .node("Gather", "batch", "shape", "zero")
            .node(
                "Concat",
                "target",
                node -> node.addAttribute(ModelFile.integer("axis", 0)),
                "batch",
                "rest")
            .node("Expand", "y", "token", "target");

    assertEquals(Tensor.f32(Shape.of(3, 1, 2), 7, 8, 7, 8, 7, 8), atBatchThree(file));
  }

  @Test
  void fillsAComputedShape() {
    ModelFile file =
        withOpenBatch().node("Shape", "shape", "x").node("ConstantOfShape", "y", "shape");

    assertEquals(Tensor.fill(TensorType.f32(3, 2, 2), 0), atBatchThree(file));
  }

  @Test
  void aConstantThatJoinsTheImagesIsThatOfEach() {
    ModelFile file =
        withOpenBatch()
            .initializer("token", Tensor.f32(Shape.of(1, 1, 2), -1, -2))
            .node(
                "Concat",
                "y",
                node -> node.addAttribute(ModelFile.integer("axis", 1)),
                "token",
                "x");

    Tensor found = atBatchThree(file);

    assertEquals(List.of(3, 3, 2), found.shape().dims());
    OneNode.assertNumbers(found, -1, -2, 0, 1, 2, 3, -1, -2, 4, 5, 6, 7, -1, -2, 8, 9, 10, 11);
  }

  @Test
  void reshapesABatchThatATransposeMoved() {
    ModelFile file =
        withOpenBatch()
            .initializer("split", integers(2, 1, 1, 2))
            .node("Transpose", "rows", node -> node.addAttribute(order(1L, 0L, 2L)), "x")
            .node("Reshape", "apart", "rows", "split")
            .node("Transpose", "y", node -> node.addAttribute(order(1L, 0L, 2L, 3L)), "apart");

    assertEquals(THREE.reshape(Shape.of(3, 2, 1, 2)), atBatchThree(file));
  }

  private static AttributeProto order(Long... axes) {
    return ModelFile.integers("perm", axes);
  }

  @Test
  void writesOverARowOfEach() {
    Tensor places = Tensor.i64(Shape.of(1, 1, 2, 3), 0, 1, 0, 0, 1, 1);
    ModelFile file =
        withOpenBatch()
            .initializer("places", places)
            .initializer("row", Tensor.f32(Shape.of(1, 1, 2), -1, -2))
            .node("ScatterND", "y", "x", "places", "row");

    OneNode.assertNumbers(atBatchThree(file), 0, 1, -1, -2, 4, 5, -1, -2, 8, 9, -1, -2);
  }

  @Test
  void sumsOverALabelOfEach() {
    AttributeProto.Builder equation = ModelFile.attribute("equation", AttributeType.STRING);
    equation.setS(ByteString.copyFromUtf8("bij,jik->bik"));
    Tensor matrix = Tensor.f32(Shape.of(2, 2, 2), 1, 0, 0, 1, 0, 1, 1, 0);
    ModelFile file =
        withOpenBatch()
            .initializer("matrix", matrix)
            .node("Einsum", "y", node -> node.addAttribute(equation), "x", "matrix");

    OneNode.assertNumbers(atBatchThree(file), 0, 1, 3, 2, 4, 5, 7, 6, 8, 9, 11, 10);
  }

  @Test
  void groupsAreThoseOfOneImage() {
    Tensor two = Tensor.f32(Shape.of(2), 1, 1);
    ModelFile file = withOpenBatch().initializer("scale", two).initializer("shift", two);
    file.model.clearOpsetImport();
    file.opset("", 21)
        .node(
            "GroupNormalization",
            "y",
            node ->
                node.addAttribute(ModelFile.integer("num_groups", 1))
                    .addAttribute(ModelFile.number("epsilon", 0)),
            "x",
            "scale",
            "shift");

    Tensor found = atBatchThree(file);

    assertEquals(THREE.shape(), found.shape());
    assertEquals(found.number(0), found.number(8), 1e-6);
  }

  @Test
  void theShapeOfAListOfSizesIsNoBatch() {
    ModelFile file =
        new ModelFile()
            .input("x", 1, 3, 2, 2)
            .node("Shape", "shape", "x")
            .node("Shape", "rank", "shape")
            .node(
                "ConstantOfShape",
                "zeros",
                node -> node.addAttribute(ModelFile.value(integers(0))),
                "rank")
            .node("Reshape", "y", "x", "zeros");

    assertEquals(THREE, atBatchThree(file));
  }
}
