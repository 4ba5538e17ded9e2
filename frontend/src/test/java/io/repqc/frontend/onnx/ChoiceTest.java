package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** If nodes: decided before the network runs, or not at all. */
final class ChoiceTest {
  private static final GraphProto.Builder NEGATE =
      branch("n", ModelFile.node("Neg", List.of("x"), List.of("n")));
  private static final GraphProto.Builder DOUBLE =
      branch("d", ModelFile.node("Add", List.of("x", "x"), List.of("d")));

  @Test
  void takesTheBranchThatConstantEvaluationChooses() {
    assertEquals(List.of("x", "n"), OnnxReaderTest.names(choice(1, NEGATE, DOUBLE).read()));
    assertEquals(List.of("x", "d"), OnnxReaderTest.names(choice(0, NEGATE, DOUBLE).read()));
  }

  @Test
  void aBranchMayHoldWeightsAndPassOnWhatLiesAroundIt() {
    GraphProto.Builder scale =
        branch("s", ModelFile.node("Mul", List.of("x", "gain"), List.of("s")))
            .addInitializer(ModelFile.tensor(Tensor.f32(Shape.of(2), 2, 3)).setName("gain"));

    assertEquals(Set.of("gain"), choice(1, scale, DOUBLE).read().parameters().keySet());
    assertEquals(List.of("x"), OnnxReaderTest.names(choice(1, branch("x"), DOUBLE).read()));
  }

  @Test
  void doesNotLookIntoTheOtherBranch() {
    GraphProto.Builder broken =
        branch("b", ModelFile.node("Frobnicate", List.of("x"), List.of("b")));

    assertEquals(2, choice(1, NEGATE, broken).read().graph().values().size());
  }

  @Test
  void choicesNest() {
    GraphProto.Builder nested = branch("n0", ModelFile.node("Neg", List.of("x"), List.of("n0")));
    for (int i = 1; i <= 20; i++) {
      nested = branch("n" + i, node("n" + i, nested, branch("x")));
    }

    assertEquals(2, choice(1, nested, DOUBLE).read().graph().values().size());
    for (int i = 21; i <= 40; i++) {
      nested = branch("n" + i, node("n" + i, nested, branch("x")));
    }
    assertEquals(
        "model.onnx: graphs or types are nested too deep; the limit is 100 levels of the file format",
        choice(1, nested, DOUBLE).problem());
  }

  @Test
  void aConditionOfTheNetworksInputIsRefused() {
    assertEquals(
        "model.onnx: node \"make_y\" (If): the condition \"ask\" is not constant; only a choice that is decided before the network runs is supported",
        new ModelFile()
            .input("x", TensorType.f32(1, 2))
            .input("ask", new TensorType(ElementType.BOOL, Shape.SCALAR))
            .node("If", "y", node -> node.addAllAttribute(branches(NEGATE, DOUBLE)), "ask")
            .output("y")
            .problem());
  }

  @Test
  void saysWhatIsWrongWithBranches() {
    assertEquals(
        "model.onnx: node \"make_y\" (If): attribute \"else_branch\" (a graph) is missing",
        file(1)
            .node("If", "y", node -> node.addAttribute(ModelFile.graph("then_branch", NEGATE)), "c")
            .output("y")
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (If): then_branch has 0 outputs, the node has 1",
        choice(1, GraphProto.newBuilder(), DOUBLE).problem());
    assertEquals(
        "model.onnx: node \"make_b\" (Covn): this operator is unknown; did you mean Conv?",
        choice(1, branch("b", ModelFile.node("Covn", List.of("x"), List.of("b"))), DOUBLE)
            .problem());
    assertEquals(
        "model.onnx: node \"make_y\" (If) reads its own result",
        choice(1, branch("z", ModelFile.node("Neg", List.of("y"), List.of("z"))), DOUBLE)
            .problem());
  }

  private static ModelFile choice(int condition, GraphProto.Builder yes, GraphProto.Builder no) {
    ModelFile file = file(condition);
    file.graph.addNode(node("y", yes, no));
    return file.output("y");
  }

  private static ModelFile file(int condition) {
    return new ModelFile()
        .input("x", TensorType.f32(1, 2))
        .initializer("c", Tensor.scalar(ElementType.BOOL, condition));
  }

  private static NodeProto.Builder node(
      String output, GraphProto.Builder yes, GraphProto.Builder no) {
    return ModelFile.node("If", List.of("c"), List.of(output)).addAllAttribute(branches(yes, no));
  }

  private static List<AttributeProto> branches(GraphProto.Builder yes, GraphProto.Builder no) {
    return List.of(ModelFile.graph("then_branch", yes), ModelFile.graph("else_branch", no));
  }

  private static GraphProto.Builder branch(String output, NodeProto.Builder... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder().addOutput(ValueInfoProto.newBuilder().setName(output));
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    return graph;
  }
}
