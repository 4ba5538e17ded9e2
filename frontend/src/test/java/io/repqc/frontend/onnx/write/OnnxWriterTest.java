package io.repqc.frontend.onnx.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a written file holds, and what it leaves out. */
final class OnnxWriterTest {

  @Test
  void keepsNames() throws IOException {
    GraphProto graph =
        write(
            """
            network "small"
            input %image : f32[1,2] batched
            parameter %fc.weight : f32[3,2] trainable = fill(0.5)
            parameter %fc.bias : f32[3] trainable = fill(1)
            %fc = linear(%image, %fc.weight, %fc.bias)
            %"relu out" = clamp(%fc, high=inf)
            output %"relu out" as "logits"
            """);

    assertEquals("small", graph.getName());
    assertEquals(List.of("image"), infos(graph.getInputList()));
    assertEquals(List.of("logits"), infos(graph.getOutputList()));
    assertEquals(List.of("fc.weight", "fc.bias"), initializers(graph));
    assertEquals(
        List.of("fc = Gemm(image, fc.weight, fc.bias)", "logits = Relu(fc)"), nodes(graph));
    assertEquals(List.of("fc", "relu out"), nodeNames(graph));
  }

  @Test
  void leavesTheBatchOpen() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[1,2] batched
            %y = reshape(%x, dims=[-1,1])
            %z = neg(%x)
            output %y
            output %z
            """);

    assertEquals("N x 2", shape(graph.getInput(0)));
    assertEquals("? x 1", shape(graph.getOutput(0)));
    assertEquals("N x 2", shape(graph.getOutput(1)));
  }

  @Test
  void fixesABatchThatTheNetworkFixes() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[2,3] batched
            %y = reshape(%x, dims=[3,2])
            output %y
            """);

    assertEquals("2 x 3", shape(graph.getInput(0)));
    assertEquals("3 x 2", shape(graph.getOutput(0)));
  }

  @Test
  void takesASizeThatIsTheBatchAtRunTime() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[1,2] batched
            parameter %token : f32[1,4] trainable = fill(1)
            %y = expand(%token, %x, dims=[0,4])
            output %y
            """);

    assertEquals(
        List.of(
            "y.size0 = Shape(x)",
            "y.shape = Concat(y.size0, y.sizes)",
            "y = Expand(token, y.shape)"),
        nodes(graph));
    assertEquals("N x 4", shape(graph.getOutput(0)));
  }

  @Test
  void leavesOutConstantZerosAsBias() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[1,1,3,3] batched
            parameter %w : f32[1,1,2,2] trainable = fill(0.5)
            constant %none : f32[1] = fill(0)
            parameter %zero : f32[1] trainable = fill(0)
            %a = convolution(%x, %w, %none, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
            %b = convolution(%x, %w, %zero, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
            output %a
            output %b
            """);

    assertEquals(List.of("a = Conv(x, w)", "b = Conv(x, w, zero)"), nodes(graph));
    assertEquals(List.of("w", "zero"), initializers(graph));
  }

  @Test
  void cutsBeforeAConvolutionWithANegativeBorder() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[1,1,5,5] batched
            parameter %w : f32[1,1,2,2] trainable = fill(0.5)
            parameter %b : f32[1] trainable = fill(0)
            %y = convolution(%x, %w, %b, strides=[1,1], dilations=[1,1], before=[-1,1], after=[0,-1], groups=1)
            output %y
            """);

    assertEquals(List.of("y.cropped = Pad(x, y.pads)", "y = Conv(y.cropped, w, b)"), nodes(graph));
  }

  @Test
  void writesTheTranspositionOfAWeightIntoTheProduct() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[1,2] batched
            input %rows : f32[1,4,2] batched
            parameter %w : f32[2,3] trainable = fill(0.5)
            constant %none : f32[3] = fill(0)
            %t = transpose(%w, permutation=[1,0])
            %y = linear(%x, %t, %none)
            %z = linear(%rows, %t, %none)
            output %y
            output %z
            """);

    assertEquals(List.of("y = Gemm(x, w)", "z = MatMul(rows, w)"), nodes(graph));
  }

  @Test
  void deploysTheRunningStatistics() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[2,3] batched
            parameter %m : f32[3] = fill(0)
            parameter %v : f32[3] = fill(1)
            parameter %g : f32[3] trainable = fill(1)
            %batch = reduce_mean(%x, axes=[0])
            %mean = statistic(%batch, %m)
            %y = batch_norm(%x, %g, %g, %mean, %v, epsilon=1e-05)
            output %y
            """);

    assertEquals(List.of("y = BatchNormalization(x, g, g, m, v)"), nodes(graph));
  }

  @Test
  void writesAPoolAndItsIndicesAsOneNode() throws IOException {
    GraphProto graph =
        write(
            """
            network "n"
            input %x : f32[1,1,4,4] batched
            %i = pool_indices(%x, size=[2,2], strides=[2,2], dilations=[1,1], before=[0,0], after=[0,0])
            %y = max_pool(%x, size=[2,2], strides=[2,2], dilations=[1,1], before=[0,0], after=[0,0])
            %z = neg(%y)
            output %z
            output %i
            """);

    assertEquals(List.of("y, i = MaxPool(x)", "z = Neg(y)"), nodes(graph));
  }

  @Test
  void namesWhatHasNoNameOrAnothersName() throws IOException {
    GraphProto graph =
        write(
            """
            network ""
            input %"" : f32[2]
            %a = neg(%"")
            %b = exp(%a)
            output %b as "a"
            output %b
            output %"" as "copy"
            """);

    assertEquals("network", graph.getName());
    assertEquals(List.of("input"), infos(graph.getInputList()));
    assertEquals(List.of("a", "b", "copy"), infos(graph.getOutputList()));
    assertEquals(
        List.of("a.1 = Neg(input)", "a = Exp(a.1)", "b = Identity(a)", "copy = Identity(input)"),
        nodes(graph));
  }

  @Test
  void asksForTheOldestOpsetThatServes() throws IOException {
    assertEquals("17 8", versions("%y = gelu(%x)"));
    assertEquals("19 9", versions("%y = pad_wrap(%x, before=[1,1], after=[0,0])"));
    assertEquals("21 10", versions("%y = cast(%x, to=i4)"));
  }

  private static String versions(String line) throws IOException {
    ModelProto model =
        ModelProto.parseFrom(
            OnnxWriter.toBytes(
                read("network \"n\"\ninput %x : f32[2,3]\n" + line + "\noutput %y\n")));
    return model.getOpsetImport(0).getVersion() + " " + model.getIrVersion();
  }

  @Test
  void givesTheSameBytesAndTheSameFile(@TempDir Path folder) throws IOException {
    String text = "network \"n\"\ninput %x : f32[2,3]\n%y = gelu(%x)\noutput %y\n";
    Path file = folder.resolve("gelu.onnx");

    OnnxWriter.write(read(text), file);

    assertArrayEquals(OnnxWriter.toBytes(read(text)), Files.readAllBytes(file));
    assertTrue(ModelProto.parseFrom(Files.readAllBytes(file)).getProducerName().equals("repqc"));
  }

  @Test
  void saysWhatHasNoFormInOnnx() {
    assertEquals(
        "%y: ONNX has no type for elements of one bit; write the model as .rq",
        problem("%y = cast(%x, to=b1)\n%z = cast(%y, to=i32)\noutput %z"));
    assertEquals(
        "%y has no form in ONNX: no scales of ONNX give these sizes",
        problem(
            "%y = resize(%x, axes=[1], sizes=[7], scales=[1.5], mode=linear,"
                + " coordinates=half_pixel, rounding=floor)\noutput %y"));
  }

  private static String problem(String lines) {
    Model model = read("network \"n\"\ninput %x : f32[2,3]\n" + lines + "\n");
    return assertThrows(ModelException.class, () -> OnnxWriter.toBytes(model)).getMessage();
  }

  private static GraphProto write(String text) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(OnnxWriter.toBytes(read(text))).getGraph();
  }

  private static Model read(String text) {
    return RqReader.parse(text, "test.rq", Map.of());
  }

  private static List<String> nodes(GraphProto graph) {
    return graph.getNodeList().stream().map(OnnxWriterTest::show).toList();
  }

  private static String show(NodeProto node) {
    return "%s = %s(%s)"
        .formatted(
            String.join(", ", node.getOutputList()),
            node.getOpType(),
            String.join(", ", node.getInputList()));
  }

  private static List<String> nodeNames(GraphProto graph) {
    return graph.getNodeList().stream().map(NodeProto::getName).toList();
  }

  private static List<String> initializers(GraphProto graph) {
    return graph.getInitializerList().stream().map(TensorProto::getName).toList();
  }

  private static List<String> infos(List<ValueInfoProto> infos) {
    return infos.stream().map(ValueInfoProto::getName).toList();
  }

  private static String shape(ValueInfoProto info) {
    return String.join(
        " x ",
        info.getType().getTensorType().getShape().getDimList().stream()
            .map(
                dim ->
                    dim.hasDimValue()
                        ? String.valueOf(dim.getDimValue())
                        : dim.getDimParam().isEmpty() ? "?" : dim.getDimParam())
            .toList());
  }
}
