package io.repqc.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.cli.picture.Diagram.Edge;
import io.repqc.cli.picture.Diagram.Kind;
import io.repqc.cli.picture.Diagram.Node;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkDiagramTest {
  private static final Window HALVING =
      new Window(List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(1, 1));

  private final Value image = Value.of("image", new Input(TensorType.f32(1, 16, 8, 8), true));
  private final Value weight = parameter("stem/conv.weight", 32, 16, 3, 3);
  private final Value bias = parameter("stem/conv.bias", 32);

  @Test
  void foldsParametersIntoTheBoxThatReadsThem() {
    Value conv = Value.of("stem/conv", new Convolution(image, weight, bias, HALVING, 1));
    Value relu = Value.of("stem/relu", Clamp.relu(conv));

    Diagram diagram = diagram(relu);

    assertEquals(
        List.of("image", "conv 3×3", "relu", "y"),
        diagram.nodes().stream().map(Node::title).toList());
    Node node = diagram.nodes().get(1);
    assertEquals(List.of("16 → 32, /2"), node.details());
    assertEquals(Kind.CONVOLUTION, node.kind());
    assertTrue(
        node.tooltip().contains("weight %stem/conv.weight : f32[32,16,3,3]"), node.tooltip());
    assertEquals(
        List.of(
            new Edge("%image", "%stem/conv", "1×16×8×8"),
            new Edge("%stem/conv", "%stem/relu", "1×32×4×4"),
            new Edge("%stem/relu", "output 3 y", "1×32×4×4")),
        diagram.edges());
  }

  @Test
  void countsTheOpsOfAWeightThatIsAnExpression() {
    Value scaled =
        Value.of("scaled", new Binary(BinaryFunction.MUL, weight, parameter("scale", 1)));
    Value merged = Value.of("merged", new Binary(BinaryFunction.ADD, scaled, weight));
    Value conv = Value.of("conv", new Convolution(image, merged, bias, HALVING, 1));

    Node node = diagram(conv).nodes().get(1);

    assertEquals(List.of("16 → 32, /2", "weight: 2 ops"), node.details());
    assertTrue(node.tooltip().contains("2 ops of %stem/conv.weight, %scale"), node.tooltip());
  }

  @Test
  void leavesOutWhatOnlyAStatisticReads() {
    Value mean = Value.of("mean", new Reduce(ReduceFunction.MEAN, image, List.of(0, 2, 3), false));
    Value statistic = Value.of("statistic", new Statistic(mean, parameter("running", 16)));
    Value scale = parameter("scale", 16);
    Value norm = Value.of("norm", new BatchNorm(image, scale, scale, statistic, scale, 1e-5));

    Diagram diagram = diagram(norm);

    assertEquals(
        List.of("image", "batch norm", "y"), diagram.nodes().stream().map(Node::title).toList());
    assertEquals(List.of("mean: 2 ops"), diagram.nodes().get(1).details());
  }

  @Test
  void namesTheNumberThatAnOperandIs() {
    Value half = Value.of("half", new Constant(Tensor.scalar(ElementType.F32, 0.5)));

    Node node =
        diagram(Value.of("halved", new Binary(BinaryFunction.MUL, image, half))).nodes().get(1);

    assertEquals(List.of("0.5"), node.details());
  }

  @Test
  void showsElementsThatAreNotF32() {
    Value scale = parameter("scale");
    Value zero = Value.of("zero", new Constant(Tensor.scalar(ElementType.I8, 0)));
    Value quantized =
        Value.of(
            "quantized", new Quantize(image, scale, zero, -128, 127, 0, ElementType.I8, false));

    Diagram diagram = diagram(quantized);

    assertEquals("1×16×8×8 i8", diagram.edges().get(1).label());
    assertEquals("quantize i8", diagram.nodes().get(1).title());
  }

  @Test
  void drawsAnInputThatNothingReadsAndAnOutputThatReadsNone() {
    Graph graph = new Graph("net", List.of(image), List.of(new Output("constant", weight)));

    Diagram diagram = NetworkDiagram.of(graph);

    assertEquals(
        List.of("image", "parameter", "constant"),
        diagram.nodes().stream().map(Node::title).toList());
    assertEquals(1, diagram.edges().size());
  }

  private Diagram diagram(Value result) {
    return NetworkDiagram.of(new Graph("net", List.of(image), List.of(new Output("y", result))));
  }

  private static Value parameter(String name, int... dims) {
    return Value.of(name, new Parameter(TensorType.f32(dims), true));
  }
}
