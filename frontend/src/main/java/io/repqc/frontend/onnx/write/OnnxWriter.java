package io.repqc.frontend.onnx.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a model as an ONNX file for deployment: a {@link io.repqc.ir.op.Statistic} is its running
 * value. The same model gives the same bytes.
 */
public final class OnnxWriter {
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private OnnxWriter() {}

  /** The file appears whole or not at all. */
  public static void write(Model model, Path file) {
    OutputFile.write(file, proto(model)::writeTo);
  }

  public static byte[] toBytes(Model model) {
    return proto(model).toByteArray();
  }

  /** Written again while a node turns out to need a later opset or a fixed batch. */
  private static ModelProto proto(Model model) {
    checkSize(model);
    FreeBatch batch = FreeBatch.of(model.graph());
    Form form = new Form(Form.OLDEST_OPSET, batch.isFree());
    while (true) {
      GraphWriter writer = new GraphWriter(model, form, batch);
      GraphProto graph = writer.write();
      if (writer.needed().equals(form)) {
        return proto(graph, form);
      }
      form = writer.needed();
    }
  }

  private static ModelProto proto(GraphProto graph, Form form) {
    String version = OnnxWriter.class.getPackage().getImplementationVersion();
    return ModelProto.newBuilder()
        .setIrVersion(form.irVersion())
        .setProducerName("repqc")
        .setProducerVersion(Optional.ofNullable(version).orElse("development"))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(form.opset()))
        .setGraph(graph)
        .build();
  }

  private static void checkSize(Model model) {
    long bytes =
        model.graph().parameters().stream()
            .mapToLong(value -> (long) value.shape().count() * value.elementType().bits() / 8)
            .sum();
    ModelException.check(
        bytes < MOST_BYTES,
        "%s: its parameters take %d MiB, but an ONNX file holds less than 2048; write it as .rq",
        model.graph().name(),
        bytes >> 20);
  }
}
