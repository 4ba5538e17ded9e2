package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Inputs, outputs, names and the frame of a file. */
final class OnnxReaderTest {
  private static final Tensor SCALE = Tensor.f32(Shape.of(2), 2, 3);

  @Test
  void keepsTheNamesOfInputsOutputsAndParameters() {
    Model model =
        new ModelFile()
            .input("image", TensorType.f32(1, 2))
            .initializer("layer.scale", SCALE)
            .node("Mul", "hidden", "image", "layer.scale")
            .node("Relu", "answer", "hidden")
            .output("answer", "hidden")
            .read();

    assertEquals(List.of("image", "layer.scale", "hidden", "answer"), names(model));
    assertEquals(List.of("answer", "hidden"), outputs(model));
    assertEquals(Map.of("layer.scale", SCALE), model.parameters());
  }

  @Test
  void oneNameUsedTwiceIsOneParameter() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .initializer("scale", SCALE)
            .node("Mul", "a", "x", "scale")
            .node("Mul", "b", "a", "scale")
            .output("b")
            .read();

    assertEquals(1, model.graph().parameters().size());
  }

  @Test
  void identityOfAnInitializerIsAParameterOfItsOwn() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .initializer("first.bias", SCALE)
            .node("Identity", "second.bias", "first.bias")
            .node("Identity", "third.bias", "second.bias")
            .node("Add", "a", "x", "first.bias")
            .node("Add", "b", "a", "third.bias")
            .output("b")
            .read();

    assertEquals(Map.of("first.bias", SCALE, "third.bias", SCALE), model.parameters());
  }

  @Test
  void whatNoOutputNeedsVanishes() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .initializer("unused", SCALE)
            .node("Frobnicate", "dead", "unused")
            .node("Relu", "y", "x")
            .output("y")
            .read();

    assertEquals(List.of("x", "y"), names(model));
  }

  @Test
  void integersAndNodesOfConstantsAreConstants() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .initializer("dims", Tensor.i64(Shape.of(2), 2, 1))
            .node("Constant", "gain", node -> node.addAttribute(ModelFile.value(SCALE)))
            .node("Mul", "scaled", "x", "gain")
            .node("Reshape", "y", "scaled", "dims")
            .output("y", "dims")
            .read();

    assertTrue(model.parameters().isEmpty());
    assertTrue(value(model, "gain").op() instanceof Constant);
    assertTrue(value(model, "dims").op() instanceof Constant);
  }

  @Test
  void evaluatesWhatIsConstantButNotThroughParameters() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .initializer("scale", SCALE)
            .node("Constant", "two", node -> node.addAttribute(ModelFile.value(SCALE)))
            .node("Mul", "four", "two", "two")
            .node("Mul", "both", "scale", "four")
            .node("Mul", "y", "x", "both")
            .output("y")
            .read();

    assertEquals(
        new Constant(Tensor.f32(Shape.of(2), 4, 9)).tensor(),
        ((Constant) value(model, "four").op()).tensor());
    assertFalse(value(model, "both").op() instanceof Constant);
  }

  @Test
  void readsNodesInAnyOrder() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .node("Relu", "y", "a")
            .node("Neg", "a", "x")
            .output("y")
            .read();

    assertEquals(List.of("x", "a", "y"), names(model));
  }

  @Test
  void aChainOfThousandsOfNodesIsNoDepth() {
    ModelFile file = new ModelFile().input("v0", TensorType.f32(1, 2));
    for (int i = 0; i < 3000; i++) {
      file.node("Neg", "v" + (i + 1), "v" + i);
    }

    assertEquals(3001, file.output("v3000").read().graph().values().size());
  }

  @Test
  void anOpenLeadingDimensionIsTheBatch() {
    Model model =
        new ModelFile()
            .input("x", 1, "N", 4)
            .input("fixed", 1, 1, 4)
            .node("Add", "y", "x", "fixed")
            .output("y")
            .read();

    assertEquals(TensorType.f32(1, 4), value(model, "x").type());
    assertTrue(((Input) value(model, "x").op()).batched());
    assertFalse(((Input) value(model, "fixed").op()).batched());
    assertEquals(TensorType.f32(3, 4), model.withBatch(3).graph().outputs().get(0).value().type());
  }

  @Test
  void withoutOpenDimensionsTheLeadingOneIsTheBatch() {
    Model model =
        new ModelFile()
            .input("x", TensorType.f32(1, 4))
            .input("table", TensorType.f32(4))
            .node("Add", "y", "x", "table")
            .output("y")
            .read();

    assertTrue(((Input) value(model, "x").op()).batched());
    assertFalse(((Input) value(model, "table").op()).batched());
  }

  @Test
  void theUserFixesOpenDimensions() {
    ModelFile file =
        new ModelFile().input("x", 1, "N", 3, "height", null).node("Relu", "y", "x").output("y");

    assertEquals(
        "model.onnx: input \"x\": dimension 2 (height) and 3 (?) of Nx3xheightx? is open; fix it, as in --input x=1x3x224x224",
        file.problem());
    assertEquals(
        TensorType.f32(2, 3, 16, 12), value(file.read(shape("x", 2, 3, 16, 12)), "y").type());
    assertEquals(
        "model.onnx: input \"x\": --input gives [1, 4, 16, 12], but dimension 1 is 3 in the file: Nx3xheightx?",
        file.problem(shape("x", 1, 4, 16, 12)));
    assertEquals(
        "model.onnx: input \"x\": --input gives [1, 3], but the file says 4 dimensions: Nx3xheightx?",
        file.problem(shape("x", 1, 3)));
    assertEquals(
        "model.onnx: --input z: the model has no such input; its inputs: \"x\"",
        ModelFile.withImage().node("Relu", "y", "x").output("y").problem(shape("z", 1)));
  }

  @Test
  void anInputWithAnInitializerIsAnInitializerUnlessTheUserGivesIt() {
    ModelFile file =
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .input("scale", TensorType.f32(2))
            .initializer("scale", SCALE)
            .node("Mul", "y", "x", "scale")
            .output("y");

    assertTrue(value(file.read(), "scale").op() instanceof Parameter);
    assertTrue(value(file.read(shape("scale", 2)), "scale").op() instanceof Input);
  }

  @Test
  void halfPrecisionAndUnsignedLongsWiden() {
    Model model =
        new ModelFile()
            .input("half", OnnxTypes.FLOAT16, 1, 2)
            .input("long", OnnxTypes.UINT64, 1, 2)
            .output("half", "long")
            .read();

    assertEquals("f32[1,2]", value(model, "half").type().toString());
    assertEquals("i64[1,2]", value(model, "long").type().toString());
  }

  @Test
  void refusesInputsThatAreNoTensors() {
    ModelFile file = ModelFile.withImage().output("x");
    file.graph
        .addInputBuilder()
        .setName("list")
        .getTypeBuilder()
        .getSequenceTypeBuilder()
        .getElemTypeBuilder();
    file.graph.addInput(ValueInfoProto.newBuilder().setName("nothing"));
    file.graph
        .addInputBuilder()
        .setName("shapeless")
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(1);

    assertEquals(
        """
        model.onnx: input "list": it is of type sequence; only tensors are supported
        model.onnx: input "nothing": it is of type unknown (the file does not say); only tensors are supported
        model.onnx: input "shapeless": the file does not say its shape; give it, as in --input shapeless=1x3x224x224""",
        file.problem());
  }

  @Test
  void refusesShapesThatCannotBe() {
    assertEquals(
        "model.onnx: input \"x\": dimension 1 of 1x0 is 0; expected at least 1; fix it, as in --input x=1x3",
        new ModelFile().input("x", 1, 1, 0).output("x").problem());
    assertEquals(
        "model.onnx: input \"x\": dimension 1 of 1x-3 is -3; expected at least 1; fix it, as in --input x=1x3",
        new ModelFile().input("x", 1, 1, -3).output("x").problem());
    assertEquals(
        "model.onnx: input \"x\": shape [1, 4611686018427387904] is too large; the limit is 268435456 elements",
        new ModelFile().input("x", 1, 1, 1L << 62).output("x").problem());
    assertEquals(
        "model.onnx: input \"x\": elements of type string are not supported; supported: float, double, float16, bfloat16, float8e4m3fn, float8e5m2, bool and integers of 4 to 64 bits",
        new ModelFile().input("x", 8, 1).output("x").problem());
  }

  @Test
  void refusesVersionsThatItDoesNotKnow() {
    ModelFile old = ModelFile.withImage().output("x");
    old.model.setIrVersion(2).clearOpsetImport();
    ModelFile young = ModelFile.withImage().output("x");
    young.model.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(26));

    assertEquals(
        """
        model.onnx: IR version 2 is not supported; supported: 3 to 13
        model.onnx: the file names no opset (opset_import), so its operators have no meaning""",
        old.problem());
    assertEquals(
        "model.onnx: opset 26 is not supported; supported: 6 to 25; export the model with another opset",
        young.problem());
  }

  static ImportOptions shape(String name, Integer... dims) {
    return ImportOptions.shapes(Map.of(name, List.of(dims)));
  }

  static List<String> names(Model model) {
    return model.graph().values().stream().map(Value::name).toList();
  }

  private static List<String> outputs(Model model) {
    return model.graph().outputs().stream().map(Output::name).toList();
  }

  static Value value(Model model, String name) {
    return model.graph().select(value -> value.name().equals(name)).get(0);
  }
}
