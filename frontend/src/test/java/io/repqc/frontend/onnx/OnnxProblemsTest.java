package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a user reads whose file is broken or asks for what is not there. */
final class OnnxProblemsTest {

  @Test
  void saysWhatAFileIsThatIsNoModel() {
    assertProblem("the file is empty (0 bytes), not an ONNX model", new byte[0]);
    assertProblem(
        "this is a Git LFS pointer (fetch the file itself: git lfs pull), not an ONNX model",
        text("version https://git-lfs.github.com/spec/v1\n"));
    assertProblem(
        "this is an HTML page (a failed download?), not an ONNX model",
        text("<!DOCTYPE html><title>404</title>"));
    assertProblem(
        "this is a zip archive (a PyTorch checkpoint? export it with torch.onnx.export), not an ONNX model",
        text("PK\u0003\u0004archive/data.pkl"));
    assertProblem("this is a text file, not an ONNX model", text("Hello, world.\n"));
  }

  @Test
  void saysThatAFileIsTruncated() {
    byte[] whole = ModelFile.withImage().node("Relu", "y", "x").output("y").bytes();

    assertProblem(
        "the file ends too early: it is truncated, or not an ONNX model",
        Arrays.copyOf(whole, whole.length - 3));
    assertProblem(
        "there is no graph in the file: it is damaged or not an ONNX model",
        Arrays.copyOf(whole, 2));
  }

  @Test
  void namesAllProblemsInOneGo() {
    String problem =
        ModelFile.withImage()
            .initializer("w", Tensor.f32(Shape.of(4), 1, 2, 3, 4))
            .node("Add", "a", "x", "w")
            .node("Frobnicate", "b", "x")
            .node("Relu", "after", "b")
            .node("Add", "c", "nowhere", "after")
            .output("a", "c", "nothing")
            .problem();

    assertLine("node \"make_a\" (Add): ", problem);
    assertLine(
        "node \"make_b\" (Frobnicate): this operator is not supported; supported: Abs, Add, ",
        problem);
    assertLine(
        "node \"make_c\" (Add): input \"nowhere\" is no output of a node and no input or initializer of the graph",
        problem);
    assertLine("output \"nothing\" is produced by no node", problem);
    assertEquals(4, problem.lines().count(), problem);
  }

  @Test
  void countsTheProblemsThatItDoesNotShow() {
    ModelFile file = ModelFile.withImage();
    for (int i = 0; i < 100; i++) {
      file.node("Frobnicate", "y" + i, "x").output("y" + i);
    }

    assertEquals(21, file.problem().lines().count());
    assertLine("and 80 more problems", file.problem());
  }

  @Test
  void guessesTheOperatorThatWasMeant() {
    assertEquals(
        "model.onnx: node \"make_y\" (Covn): this operator is unknown; did you mean Conv?",
        ModelFile.withImage().node("Covn", "y", "x").output("y").problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Nms): domain \"com.acme\" is not supported; supported: ai.onnx, com.microsoft and functions of the file's own",
        ModelFile.withImage()
            .node("Nms", "y", node -> node.setDomain("com.acme"), "x")
            .output("y")
            .problem());
  }

  @Test
  void holdsNodesToTheOperatorReference() {
    assertEquals(
        "model.onnx: node \"make_y\" (HardSwish): this operator is new in opset 14, but the file asks for 13",
        ModelFile.withImage().node("HardSwish", "y", "x").output("y").problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Upsample): this operator ends with opset 9, but the file asks for 13",
        ModelFile.withImage().node("Upsample", "y", "x", "x").output("y").problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Relu): 2 inputs; this operator has at most 1",
        ModelFile.withImage().node("Relu", "y", "x", "x").output("y").problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Relu): 2 outputs; this operator has at most 1",
        ModelFile.withImage()
            .node("Relu", "y", node -> node.addOutput("z"), "x")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Concat): no input; this operator has at least 1",
        ModelFile.withImage().node("Concat", "y").output("y").problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Relu): the file names no opset (opset_import) of this domain",
        withoutDefaultOpset().problem());
  }

  @Test
  void aKernelMustFitSomewhere() {
    assertEquals(
        "model.onnx: node \"make_y\" (Conv): the kernel is larger than the padded input %x : f32[1,3,8,8], so that no output would be left",
        ModelFile.withImage()
            .initializer("w", Tensor.fill(TensorType.f32(2, 3, 9, 1), 1))
            .node("Conv", "y", "x", "w")
            .output("y")
            .problem());
  }

  @Test
  void quantizersHavePositiveScalesAndIntegers() {
    assertEquals(
        "model.onnx: node \"make_y\" (QuantizeLinear): the scale \"s\" holds 0.0; a scale is positive",
        ModelFile.withImage()
            .initializer("s", Tensor.f32(Shape.SCALAR, 0))
            .node("QuantizeLinear", "y", "x", "s")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (DequantizeLinear): found %x : f32[1,3,8,8], expected integers or 8-bit floats",
        ModelFile.withImage()
            .initializer("s", Tensor.f32(Shape.SCALAR, 1))
            .node("DequantizeLinear", "y", "x", "s")
            .output("y")
            .problem());
  }

  private static ModelFile withoutDefaultOpset() {
    ModelFile file = ModelFile.withImage().node("Relu", "y", "x").output("y");
    file.model.clearOpsetImport();
    return file.opset("com.microsoft", 1);
  }

  @Test
  void namesTheNodesOfACycle() {
    assertEquals(
        "model.onnx: cycle: node \"make_a\" (Add), which feeds node \"make_b\" (Relu), which feeds the first",
        ModelFile.withImage()
            .node("Add", "a", "x", "b")
            .node("Relu", "b", "a")
            .output("b")
            .problem());
    assertEquals(
        "model.onnx: node \"make_a\" (Add) reads its own result",
        ModelFile.withImage().node("Add", "a", "x", "a").output("a").problem());
  }

  @Test
  void aNameStandsForOneTensor() {
    Tensor w = Tensor.f32(Shape.of(1), 1);
    assertEquals(
        "model.onnx: \"a\" is the output of two nodes: node \"make_a\" (Relu) and node \"make_a\" (Neg)",
        ModelFile.withImage().node("Relu", "a", "x").node("Neg", "a", "x").output("a").problem());
    assertEquals(
        "model.onnx: initializer \"w\" is there twice",
        ModelFile.withImage().initializer("w", w).initializer("w", w).output("x").problem());
    assertEquals(
        "model.onnx: node \"make_w\" (Relu): its output \"w\" is already an input or initializer of the graph; a name stands for one tensor",
        ModelFile.withImage().initializer("w", w).node("Relu", "w", "x").output("x").problem());
    assertEquals(
        "model.onnx: input \"x\" is there twice",
        ModelFile.withImage().input("x", TensorType.f32(1)).output("x").problem());
    assertEquals(
        "model.onnx: output \"x\" is there twice",
        ModelFile.withImage().output("x", "x").problem());
    assertEquals("model.onnx: the graph has no outputs", ModelFile.withImage().problem());
  }

  @Test
  void checksAttributes() {
    assertEquals(
        "model.onnx: node \"make_y\" (Concat): attribute \"axis\" is of type FLOAT, expected INT",
        ModelFile.withImage()
            .node("Concat", "y", node -> node.addAttribute(ModelFile.number("axis", 1)), "x")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Transpose): attribute \"perm\": 4294967297 is out of range",
        ModelFile.withImage()
            .node(
                "Transpose",
                "y",
                node -> node.addAttribute(ModelFile.integers("perm", 4294967297L)),
                "x")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Softmax): axis 7 is out of range for rank 4",
        ModelFile.withImage()
            .node("Softmax", "y", node -> node.addAttribute(ModelFile.integer("axis", 7)), "x")
            .output("y")
            .problem());
  }

  @Test
  void whatAShapeDependsOnMustBeConstant() {
    assertEquals(
        "model.onnx: node \"make_y\" (Reshape): input 1 (\"shape\", the target shape) must be constant, but it is computed from the network's inputs",
        ModelFile.withImage()
            .input("shape", new TensorType(ElementType.I64, Shape.of(2)))
            .node("Reshape", "y", "x", "shape")
            .output("y")
            .problem());
  }

  @Test
  void limitsTheSizeOfEveryValue() {
    assertEquals(
        "model.onnx: node \"make_y\" (Add): %y : f32[32768,32768] would have 1073741824 elements; the limit is 268435456",
        new ModelFile()
            .input("row", TensorType.f32(1, 32768))
            .input("column", TensorType.f32(32768, 1))
            .node("Add", "y", "row", "column")
            .output("y")
            .problem());
  }

  @Test
  void namesCannotControlTheTerminal() {
    String problem =
        ModelFile.withImage().node("Bad\u001b[31m\nName", "y", "x").output("y").problem();

    assertLine("node \"make_y\" (Bad\\u001b[31m\\u000aName): ", problem);
  }

  @Test
  void longNamesAreCut() {
    String problem =
        ModelFile.withImage()
            .node("Covn", "y".repeat(5000), "x")
            .output("y".repeat(5000))
            .problem();

    assertTrue(problem.length() < 300, problem);
    assertTrue(
        problem.endsWith("...\" (Covn): this operator is unknown; did you mean Conv?"), problem);
  }

  private static void assertProblem(String expected, byte[] file) {
    assertEquals("model.onnx: " + expected, ModelFile.problem(file, ImportOptions.DEFAULT));
  }

  private static void assertLine(String start, String problem) {
    assertTrue(problem.lines().anyMatch(line -> line.startsWith("model.onnx: " + start)), problem);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
