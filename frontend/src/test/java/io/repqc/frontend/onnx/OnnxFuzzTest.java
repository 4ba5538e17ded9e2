package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file gives a model or one clear exception, soon and in little memory. */
final class OnnxFuzzTest {
  private static final long SEED = 20250101;
  private static final long LONGEST_NANOS = 10_000_000_000L;
  private static final long LARGEST_FILE = 300_000;

  @TempDir Path folder;

  @Test
  void modelsOfTheseTests() throws IOException {
    for (ModelFile file : List.of(convolutions(), shapes(), quantizers(), functions(), choices())) {
      file.read();
      survives(file.bytes(), 500, "a model of these tests");
    }
  }

  @Test
  void exampleOfTheRepository() throws IOException {
    for (Path file : models(Path.of(System.getProperty("repqc.root"), "examples"))) {
      survives(Files.readAllBytes(file), 300, file.toString());
    }
  }

  @Test
  void publicModelsAndOperatorTests() throws IOException {
    Path shared = Path.of(System.getProperty("repqc.shared"));
    assumeTrue(Files.isDirectory(shared), "skipped: no folder " + shared + " with more models");
    for (Path file : models(shared)) {
      survives(Files.readAllBytes(file), 8, file.toString());
    }
  }

  private static List<Path> models(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".onnx"))
          .filter(file -> file.toFile().length() < LARGEST_FILE)
          .sorted()
          .toList();
    }
  }

  private void survives(byte[] original, int mutants, String name) throws IOException {
    Mutation mutation = new Mutation(original, SEED);
    Path file = folder.resolve("model.onnx");
    for (int i = 0; i < mutants; i++) {
      Files.write(file, mutation.next());
      String place = "mutant %d of %s".formatted(i, name);
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      read(file, place);
      long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      assertTrue(taken < LONGEST_NANOS, () -> place + " took " + taken + " ns");
    }
  }

  private static void read(Path file, String place) {
    try {
      OnnxReader.read(file, ImportOptions.DEFAULT);
    } catch (ModelException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("model.onnx: "), () -> place + ": " + message);
      assertFalse(message.contains("memory"), () -> place + ": " + message);
    } catch (RuntimeException | StackOverflowError e) {
      fail(place, e);
    }
  }

  private static ModelFile convolutions() {
    Tensor channels = Tensor.f32(Shape.of(3), 1, 2, 3);
    return ModelFile.withImage()
        .initializer("w", Tensor.fill(TensorType.f32(3, 1, 3, 3), 1))
        .initializer("gamma", channels)
        .initializer("fc", Tensor.fill(TensorType.f32(3, 4), 1))
        .node(
            "Conv",
            "c",
            node ->
                node.addAttribute(ModelFile.integers("pads", 1L, 1L, 1L, 1L))
                    .addAttribute(ModelFile.integers("strides", 2L, 2L))
                    .addAttribute(ModelFile.integer("group", 3)),
            "x",
            "w")
        .node("BatchNormalization", "b", "c", "gamma", "gamma", "gamma", "gamma")
        .node("Relu", "r", "b")
        .node("MaxPool", "m", n -> n.addAttribute(ModelFile.integers("kernel_shape", 2L, 2L)), "r")
        .node("GlobalAveragePool", "p", "m")
        .node("Flatten", "f", "p")
        .node("Gemm", "g", "f", "fc")
        .node("Softmax", "y", "g")
        .output("y");
  }

  private static ModelFile shapes() {
    return new ModelFile()
        .input("x", 1, "N", 3, 8, 8)
        .initializer("zero", Tensor.i64(Shape.of(1), 0))
        .initializer("one", Tensor.i64(Shape.of(1), 1))
        .initializer("two", Tensor.i64(Shape.of(1), 2))
        .initializer("rest", Tensor.i64(Shape.of(1), -1))
        .initializer("pads", Tensor.i64(Shape.of(4), 0, 1, 0, 1))
        .node("Shape", "s", "x")
        .node("Gather", "n", "s", "zero")
        .node("Concat", "t", n -> n.addAttribute(ModelFile.integer("axis", 0)), "n", "rest")
        .node("Reshape", "v", "x", "t")
        .node("Slice", "cut", "v", "zero", "rest", "one")
        .node("Unsqueeze", "u", "cut", "two")
        .node("Expand", "e", "u", "two")
        .node("Pad", "y", "cut", "pads")
        .output("e", "y");
  }

  private static ModelFile quantizers() {
    return ModelFile.withImage()
        .initializer("scale", Tensor.f32(Shape.SCALAR, 0.5f))
        .initializer("zero", Tensor.scalar(ElementType.U8, 128))
        .initializer("w", Tensor.fill(new TensorType(ElementType.I8, Shape.of(2, 3, 1, 1)), 1))
        .initializer("wzero", Tensor.scalar(ElementType.I8, 0))
        .node("QuantizeLinear", "q", "x", "scale", "zero")
        .node("QLinearConv", "c", "q", "scale", "zero", "w", "scale", "wzero", "scale", "zero")
        .node("DequantizeLinear", "y", "c", "scale", "zero")
        .output("y");
  }

  private static ModelFile functions() {
    return ModelFile.withImage()
        .opset("local", 1)
        .function(
            FunctionProto.newBuilder()
                .setName("Twice")
                .setDomain("local")
                .addInput("left")
                .addInput("right")
                .addOutput("both")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addNode(ModelFile.node("Neg", List.of("left"), List.of("minus")))
                .addNode(ModelFile.node("Add", List.of("minus", "right"), List.of("both"))))
        .node("Twice", "once", node -> node.setDomain("local"), "x", "x")
        .node("Twice", "twice", node -> node.setDomain("local"), "once", "x")
        .output("twice");
  }

  private static ModelFile choices() {
    return ModelFile.withImage()
        .initializer("condition", Tensor.scalar(ElementType.BOOL, 1))
        .node(
            "If",
            "chosen",
            node ->
                node.addAttribute(ModelFile.graph("then_branch", branch("Relu")))
                    .addAttribute(ModelFile.graph("else_branch", branch("Sigmoid"))),
            "condition")
        .output("chosen");
  }

  private static GraphProto.Builder branch(String operator) {
    return GraphProto.newBuilder()
        .addInitializer(ModelFile.tensor(Tensor.f32(Shape.of(8), new float[8])).setName("bias"))
        .addNode(ModelFile.node("Add", List.of("x", "bias"), List.of("moved")))
        .addNode(ModelFile.node(operator, List.of("moved"), List.of("result")))
        .addOutput(ValueInfoProto.newBuilder().setName("result"));
  }
}
