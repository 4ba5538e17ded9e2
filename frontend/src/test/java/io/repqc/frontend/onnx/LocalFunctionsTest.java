package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Calls of functions that the file defines for itself. */
final class LocalFunctionsTest {

  @Test
  void putsTheNodesOfTheFunctionInPlaceOfTheCall() {
    Model model =
        file(function(
                "Twice",
                List.of("a"),
                List.of("c"),
                node("Neg", "b", "a"),
                node("Add", "c", "b", "b")))
            .node("Twice", "y", call(), "x")
            .output("y")
            .read();

    assertEquals(List.of("x", "y/b", "y/c"), OnnxReaderTest.names(model));
    assertEquals(List.of(-2.0, -4.0), run(model));
  }

  @Test
  void eachCallHasItsOwnNamesAndFunctionsCallFunctions() {
    Model model =
        file(
                function("Inner", List.of("a"), List.of("b"), node("Neg", "b", "a")),
                function(
                    "Outer",
                    List.of("a"),
                    List.of("c"),
                    node("Inner", "b", "a").setDomain("local"),
                    node("Inner", "c", "b").setDomain("local")))
            .node("Outer", "y", call(), "x")
            .node("Outer", "z", call(), "y")
            .output("z")
            .read();

    assertEquals(List.of("x", "y/b/b", "y/c/b", "z/b/b", "z/c/b"), OnnxReaderTest.names(model));
    assertEquals(List.of(1.0, 2.0), run(model));
  }

  @Test
  void attributesOfTheCallReachTheNodes() {
    FunctionProto.Builder leaky =
        function(
                "Leaky",
                List.of("a"),
                List.of("b"),
                node("LeakyRelu", "b", "a")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("alpha")
                            .setType(AttributeType.FLOAT)
                            .setRefAttrName("slope")))
            .addAttributeProto(ModelFile.number("slope", 0.5f));

    Model given =
        file(leaky)
            .node("Neg", "n", "x")
            .node("Leaky", "y", call(ModelFile.number("slope", 0.25f)), "n")
            .output("y")
            .read();
    Model absent =
        file(leaky).node("Neg", "n", "x").node("Leaky", "y", call(), "n").output("y").read();

    assertEquals(List.of(-0.25, -0.5), run(given));
    assertEquals(List.of(-0.5, -1.0), run(absent));
  }

  @Test
  void inputsMayBeLeftOut() {
    Model model =
        file(function(
                "Limit",
                List.of("a", "low", "high"),
                List.of("b"),
                node("Clip", "b", "a", "low", "high")))
            .initializer("high", Tensor.f32(Shape.SCALAR, 1.5f))
            .node("Limit", "y", call(), "x", "", "high")
            .output("y")
            .read();

    assertEquals(List.of(1.0, 1.5), run(model));
  }

  @Test
  void aFunctionHasItsOwnOpset() {
    FunctionProto.Builder swish =
        function("Swish", List.of("a"), List.of("b"), node("HardSwish", "b", "a"));
    swish.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(14));

    assertEquals(
        2, file(swish).node("Swish", "y", call(), "x").output("y").read().graph().values().size());
  }

  @Test
  void namesTheCallAndTheNodeWithin() {
    assertEquals(
        "model.onnx: node \"make_y\" (Bad): node \"make_b\" (Covn): this operator is unknown; did you mean Conv?",
        file(function("Bad", List.of("a"), List.of("b"), node("Covn", "b", "a")))
            .node("Bad", "y", call(), "x")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (Bad): output \"b\" is produced by no node",
        file(function("Bad", List.of("a"), List.of("b")))
            .node("Bad", "y", call(), "x")
            .output("y")
            .problem());
  }

  @Test
  void refusesCallsThatDoNotFit() {
    FunctionProto.Builder one = function("One", List.of("a"), List.of("b"), node("Neg", "b", "a"));

    assertEquals(
        "model.onnx: node \"make_y\" (One): 2 inputs, but function \"local.One\" takes 1",
        file(one).node("One", "y", call(), "x", "x").output("y").problem());
    assertEquals(
        "model.onnx: node \"make_y\" (One): 2 outputs, but function \"local.One\" has 1",
        file(one)
            .node("One", "y", node -> node.setDomain("local").addOutput("z"), "x")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: function \"local.One\" is defined twice",
        file(one, one).node("One", "y", call(), "x").output("y").problem());
  }

  @Test
  void refusesRecursion() {
    String problem =
        file(
                function(
                    "Ping", List.of("a"), List.of("b"), node("Pong", "b", "a").setDomain("local")),
                function(
                    "Pong", List.of("a"), List.of("b"), node("Ping", "b", "a").setDomain("local")))
            .node("Ping", "y", call(), "x")
            .output("y")
            .problem();

    assertTrue(
        problem.endsWith(
            ": function \"local.Ping\" calls itself, by way of [local.Ping, local.Pong]"),
        problem);
  }

  @Test
  void limitsWhatCallsExpandTo() {
    ModelFile file = file();
    for (int i = 0; i < 40; i++) {
      String next = i == 39 ? "Neg" : "F" + (i + 1);
      String domain = i == 39 ? "" : "local";
      file.function(
          function(
              "F" + i,
              List.of("a"),
              List.of("c"),
              node(next, "b", "a").setDomain(domain),
              node(next, "c", "b").setDomain(domain)));
    }

    String problem = file.node("F0", "y", call(), "x").output("y").problem();

    assertTrue(
        problem.contains("function calls expand to too many nodes; the limit is 131072"), problem);
  }

  private static ModelFile file(FunctionProto.Builder... functions) {
    ModelFile file = new ModelFile().opset("local", 1).input("x", TensorType.f32(1, 2));
    for (FunctionProto.Builder function : functions) {
      file.function(function);
    }
    return file;
  }

  private static FunctionProto.Builder function(
      String name, List<String> inputs, List<String> outputs, NodeProto.Builder... nodes) {
    FunctionProto.Builder function =
        FunctionProto.newBuilder()
            .setName(name)
            .setDomain("local")
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
    for (NodeProto.Builder node : nodes) {
      function.addNode(node);
    }
    return function;
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return ModelFile.node(operator, List.of(inputs), List.of(output));
  }

  private static Consumer<NodeProto.Builder> call(AttributeProto... attributes) {
    return node -> node.setDomain("local").addAllAttribute(List.of(attributes));
  }

  private static List<Double> run(Model model) {
    Tensor x = Tensor.f32(Shape.of(1, 2), 1, 2);
    Tensor y =
        new Interpreter(model, Interpreter.Evaluation.REFERENCE)
            .run(Map.of("x", x))
            .values()
            .iterator()
            .next();
    return List.of(y.number(0), y.number(1));
  }
}
