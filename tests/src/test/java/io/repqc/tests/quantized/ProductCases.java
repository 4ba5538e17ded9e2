package io.repqc.tests.quantized;

import static java.util.Map.entry;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.tests.quantized.OperatorDraw.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Random operators that sum products: convolutions and products of matrices. */
final class ProductCases {
  private ProductCases() {}

  static Map<String, Consumer<OperatorDraw>> rows() {
    return Map.ofEntries(
        entry("QLinearConv", ProductCases::quantizedConvolution),
        entry("QLinearMatMul", ProductCases::quantizedProduct),
        entry("QLinearMatMul of two inputs", ProductCases::productOfInputs),
        entry("QGemm", ProductCases::quantizedGemm),
        entry("Conv", ProductCases::convolution),
        entry("ConvTranspose", ProductCases::transposedConvolution),
        entry("MatMul", ProductCases::product),
        entry("MatMul of two inputs", ProductCases::floatProductOfInputs),
        entry("Gemm", ProductCases::gemm));
  }

  /** A convolution's operands and attributes. */
  private record Layer(
      Levels x, Levels weight, int channels, int terms, Map<String, Object> attributes) {}

  private static void quantizedConvolution(OperatorDraw draw) {
    Layer layer = layer(draw);
    Levels y = draw.result(layer.x, layer.weight, layer.terms, 1);
    List<String> operands = new ArrayList<>(layer.x.operands());
    operands.addAll(layer.weight.operands());
    operands.addAll(y.operands().subList(1, 3));
    if (draw.flip()) {
      operands.add(draw.bias("bias", layer.channels, layer.terms));
    }
    draw.operator("QLinearConv", operands, y, layer.attributes);
  }

  private static void convolution(OperatorDraw draw) {
    Layer layer = layer(draw);
    Levels y = draw.result(layer.x, layer.weight, layer.terms, 1);
    List<String> operands = floats(draw, layer.x, layer.weight, 0, layer.channels, layer.terms);
    draw.between("Conv", operands, y, layer.attributes);
  }

  private static Layer layer(OperatorDraw draw) {
    int spatial = draw.pick(1, 2, 2, 2, 3);
    int groups = draw.pick(1, 1, 2, 3);
    boolean isDepthwise = groups > 1 && draw.flip();
    int groupInputs = isDepthwise ? 1 : draw.between(1, 5);
    int outputs = groups * draw.between(1, isDepthwise ? 2 : 4);
    Windows windows = Windows.draw(draw, spatial);
    Levels x = draw.input("x", draw.type(), draw.image(groups * groupInputs, spatial));
    Shape kernel = windows.weight(outputs, groupInputs);
    Levels weight = draw.weight("w", draw.weightType(x.type()), kernel, draw.flip() ? 1 : outputs);
    Map<String, Object> attributes = windows.attributes();
    attributes.put("group", (long) groups);
    return new Layer(x, weight, outputs, kernel.count(1, kernel.rank()), attributes);
  }

  private static void transposedConvolution(OperatorDraw draw) {
    int groups = draw.pick(1, 1, 2);
    int groupOutputs = draw.between(1, 3);
    int inputs = groups * draw.between(1, 4);
    Windows windows = Windows.drawUnpadded(draw, 2);
    Levels x = draw.input("x", draw.type(), draw.image(inputs, 2));
    Shape kernel = windows.weight(inputs, groupOutputs);
    Levels weight = draw.weight("w", ElementType.I8, kernel, 1);
    int terms = kernel.count(2, 4) * inputs / groups;
    Levels y = draw.result(x, weight, terms, 1);
    Map<String, Object> attributes = windows.attributes();
    attributes.put("group", (long) groups);
    List<String> operands = floats(draw, x, weight, 1, groups * groupOutputs, terms);
    draw.between("ConvTranspose", operands, y, attributes);
  }

  /** Operands in floats; a bias is missing, dequantized or a float. */
  private static List<String> floats(
      OperatorDraw draw, Levels x, Levels weight, long axis, int channels, int terms) {
    List<String> operands = new ArrayList<>();
    operands.add(draw.real(x));
    operands.add(draw.real(weight, "w_real", axis));
    int form = draw.between(0, 2);
    if (form == 1) {
      operands.add(draw.realBias(x, weight, channels, terms));
    } else if (form == 2) {
      operands.add(draw.floatBias(x, weight, channels, terms));
    }
    return operands;
  }

  private static void quantizedProduct(OperatorDraw draw) {
    Levels left = draw.input("a", draw.type(), rows(draw, draw.between(1, 40)));
    Levels right = columns(draw, left, draw.between(1, 6));
    quantizedProduct(draw, left, right);
  }

  private static void productOfInputs(OperatorDraw draw) {
    Shape shape = Shape.of(2, draw.between(1, 5), draw.between(1, 40));
    Levels left = draw.input("a", draw.type(), shape);
    Levels right = draw.input("b", left.type(), Shape.of(2, shape.dim(2), draw.between(1, 6)));
    quantizedProduct(draw, left, right);
  }

  private static void quantizedProduct(OperatorDraw draw, Levels left, Levels right) {
    int rank = left.shape().rank();
    Levels y = draw.result(left, right, left.shape().dim(rank - 1), rank - 1);
    List<String> operands = new ArrayList<>(left.operands());
    operands.addAll(right.operands());
    operands.addAll(y.operands().subList(1, 3));
    draw.operator("QLinearMatMul", operands, y, Map.of());
  }

  private static void product(OperatorDraw draw) {
    Levels left = draw.input("a", draw.type(), rows(draw, draw.between(1, 40)));
    int columns = draw.between(1, 6);
    Levels right = columns(draw, left, columns);
    int rank = left.shape().rank();
    int terms = left.shape().dim(rank - 1);
    Levels y = draw.result(left, right, terms, rank - 1);
    List<String> operands = floats(draw, left, right, 1, columns, terms);
    if (operands.size() == 2) {
      draw.between("MatMul", operands, y, Map.of());
    } else {
      String sums = draw.sketch().node("MatMul", operands.subList(0, 2), "sums");
      draw.between("Add", List.of(sums, operands.get(2)), y, Map.of());
    }
  }

  private static void floatProductOfInputs(OperatorDraw draw) {
    Shape shape = Shape.of(2, draw.between(1, 5), draw.between(1, 40));
    Levels left = draw.input("a", draw.type(), shape);
    Levels right = draw.input("b", draw.type(), Shape.of(2, shape.dim(2), draw.between(1, 6)));
    Levels y = draw.result(left, right, shape.dim(2), 2);
    draw.between("MatMul", List.of(draw.real(left), draw.real(right)), y, Map.of());
  }

  private static Shape rows(OperatorDraw draw, int terms) {
    return draw.flip() ? Shape.of(draw.between(1, 5), terms) : Shape.of(2, 3, terms);
  }

  private static Levels columns(OperatorDraw draw, Levels left, int columns) {
    Shape shape = Shape.of(left.shape().dim(left.shape().rank() - 1), columns);
    return draw.weight("b", draw.weightType(left.type()), shape, draw.flip() ? 1 : columns);
  }

  private static void quantizedGemm(OperatorDraw draw) {
    int terms = draw.between(1, 40);
    int columns = draw.between(1, 6);
    boolean isTransposed = draw.flip();
    Levels left = draw.input("a", draw.type(), Shape.of(draw.between(1, 4), terms));
    Levels right = right(draw, left, terms, columns, isTransposed);
    Levels y = draw.result(left, right, terms, 1);
    List<String> operands = new ArrayList<>(left.operands());
    operands.addAll(right.operands());
    operands.add(draw.flip() ? "" : draw.bias("c", columns, terms));
    operands.addAll(y.operands().subList(1, 3));
    Map<String, Object> attributes = Map.of("transB", isTransposed ? 1L : 0L);
    draw.operator("com.microsoft.QGemm", operands, y, attributes);
  }

  private static void gemm(OperatorDraw draw) {
    int terms = draw.between(1, 40);
    int columns = draw.between(1, 6);
    boolean isTransposed = draw.flip();
    Levels left = draw.input("a", draw.type(), Shape.of(draw.between(1, 4), terms));
    Levels right = right(draw, left, terms, columns, isTransposed);
    Levels y = draw.result(left, right, terms, 1);
    List<String> operands = floats(draw, left, right, isTransposed ? 0 : 1, columns, terms);
    draw.between("Gemm", operands, y, Map.of("transB", isTransposed ? 1L : 0L));
  }

  private static Levels right(
      OperatorDraw draw, Levels left, int terms, int columns, boolean isTransposed) {
    Shape shape = isTransposed ? Shape.of(columns, terms) : Shape.of(terms, columns);
    return draw.weight("b", draw.weightType(left.type()), shape, draw.flip() ? 1 : columns);
  }
}
