package io.repqc.tests.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.onnx.write.OnnxWriter;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.Family;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;
import io.repqc.ir.text.IrPrinter;
import io.repqc.tests.quantized.OnnxRuntimeOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every op, with attributes of every kind, means the same after it was written as ONNX. */
final class WrittenOpsTest {
  private static final int MODELS = 3000;
  private static final int FEWEST_RUNS = 800;
  private static final List<String> REFUSALS =
      List.of(
          "it is of the integer form of a network; write that as .rq",
          "ONNX has no type for elements of one bit; write the model as .rq",
          "that are not 8-bit integers less a zero point",
          "a scale of 1 moves nothing there, whatever the coordinates",
          "has no form in ONNX: no scales of ONNX give these sizes");

  private static final Set<String> UNWRITTEN =
      Set.of("decode", "encode", "lookup", "requantize", "requantize_leaky", "scaled_sum");

  /** What the oracle can be given. */
  private static final Set<ElementType> EXCHANGED =
      Set.of(
          ElementType.F32,
          ElementType.F64,
          ElementType.I8,
          ElementType.U8,
          ElementType.I32,
          ElementType.I64,
          ElementType.BOOL);

  @TempDir Path folder;

  private final Set<String> written = new TreeSet<>();
  private int runs;

  @Test
  void everyOpComesBackAndRuns() throws IOException, OrtException {
    for (long seed = 0; seed < MODELS; seed++) {
      Model model = RandomModel.ofOneOp(seed);
      if (!isEmpty(model.graph())) {
        check(model, seed);
      }
    }

    Set<String> missing = everyOp();
    missing.removeAll(written);
    missing.removeAll(UNWRITTEN);
    assertEquals(Set.of(), missing);
    assertTrue(runs >= FEWEST_RUNS, () -> "ONNX Runtime ran only " + runs);
  }

  /** No window of ONNX fits nowhere. */
  private static boolean isEmpty(Graph graph) {
    return graph.values().stream()
        .filter(value -> value.shape().count() == 0)
        .map(Value::op)
        .anyMatch(
            op ->
                op instanceof Convolution
                    || op instanceof TransposedConvolution
                    || op instanceof Pool
                    || op instanceof PoolIndices);
  }

  private void check(Model model, long seed) throws IOException, OrtException {
    String which = "seed %d\n%s".formatted(seed, IrPrinter.print(model));
    Path file = folder.resolve("op.onnx");
    try {
      OnnxWriter.write(model, file);
    } catch (ModelException e) {
      assertTrue(REFUSALS.stream().anyMatch(e.getMessage()::endsWith), e + " " + which);
      return;
    }
    model.graph().values().forEach(value -> written.add(OpSchema.mnemonic(value.op())));
    Map<String, Tensor> inputs = inputs(model.graph(), seed);
    List<Tensor> expected = run(deployed(model), inputs);
    Model back = OnnxReader.read(file, ImportOptions.shapes(shapes(inputs)));
    assertClose(expected, run(back, inputs), which);
    if (isComparable(model.graph())) {
      runAsWell(Files.readAllBytes(file), inputs, expected, which);
    }
  }

  private void runAsWell(
      byte[] file, Map<String, Tensor> inputs, List<Tensor> expected, String which)
      throws OrtException {
    try {
      List<Tensor> found = List.copyOf(OnnxRuntimeOracle.run(file, inputs).values());
      assertClose(expected, found, which);
      runs++;
    } catch (OrtException e) {
      boolean isMissing = e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED;
      assertTrue(isMissing, () -> e + " " + which);
    }
  }

  /** Whether ONNX Runtime can be given these tensors and means the same by these ops. */
  private static boolean isComparable(Graph graph) {
    return graph.values().stream()
        .allMatch(value -> EXCHANGED.contains(value.elementType()) && isSame(value));
  }

  /** It leaves open what floats out of range are as integers, and lacks some ways of resizing. */
  private static boolean isSame(Value value) {
    Op op = value.op();
    if (op instanceof Resize resize) {
      return resize.sampling().mode() != ResizeMode.CUBIC
          && resize.sampling().coordinates() != Coordinates.TF_CROP_AND_RESIZE
          && !resize.sampling().excludeOutside()
          && !resize.sampling().antialias();
    }
    boolean isFunction =
        op instanceof Unary
            || op instanceof Binary binary
                && (binary.function() == BinaryFunction.DIV
                    || binary.function() == BinaryFunction.POW);
    return value.elementType().isFloat() || !isFunction;
  }

  private static void assertClose(List<Tensor> expected, List<Tensor> found, String which) {
    assertEquals(
        expected.stream().map(Tensor::type).toList(),
        found.stream().map(Tensor::type).toList(),
        which);
    for (int i = 0; i < expected.size(); i++) {
      double worst = difference(expected.get(i), found.get(i));
      assertTrue(worst <= tolerance(expected.get(i).elementType()), () -> worst + ", " + which);
    }
  }

  /** An 8-bit float may round the other way. */
  private static double tolerance(ElementType type) {
    return !type.isFloat() ? 0 : type.bits() == 8 ? 0.13 : 1e-5;
  }

  /** The largest difference, as a share of the range where that is over 1. */
  private static double difference(Tensor expected, Tensor found) {
    double range = 1;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      double number = expected.number(i);
      if (Double.isFinite(number)) {
        range = Math.max(range, Math.abs(number));
        worst = Math.max(worst, Math.abs(number - found.number(i)));
      }
    }
    return worst / range;
  }

  private static Map<String, Tensor> inputs(Graph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      boolean isFloat = input.elementType().isFloat();
      inputs.put(
          input.name(),
          Tensor.generate(
              input.type(), i -> isFloat ? 4 * random.nextDouble() - 2 : random.nextInt(-4, 6)));
    }
    return inputs;
  }

  private static Map<String, List<Integer>> shapes(Map<String, Tensor> inputs) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape().dims()));
    return shapes;
  }

  private static List<Tensor> run(Model model, Map<String, Tensor> inputs) {
    return List.copyOf(
        new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs).values());
  }

  private static Model deployed(Model model) {
    Graph graph =
        new Rewrite(model.graph())
            .each(
                (value, op) ->
                    op instanceof Statistic statistic
                        ? statistic.running()
                        : Rewrite.keep(value, op));
    return new Model(graph, model.parameters());
  }

  private static Set<String> everyOp() {
    Set<String> every = new TreeSet<>();
    for (Class<? extends Op> op : OpSchema.all()) {
      List<String> members =
          OpSchema.components(op).stream()
              .filter(OpSchema.Component::isFamily)
              .flatMap(component -> Stream.of(((Class<?>) component.type()).getEnumConstants()))
              .map(member -> ((Family) member).mnemonic())
              .toList();
      every.addAll(members.isEmpty() ? List.of(OpSchema.mnemonic(op)) : members);
    }
    return every;
  }
}
