package io.repqc.tests.quantized;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A model of which every tensor that a node computes is an output. */
final class ExposedModel {
  private ExposedModel() {}

  static byte[] of(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  static byte[] of(byte[] model) throws IOException {
    return of(ModelProto.parseFrom(model)).toByteArray();
  }

  private static ModelProto of(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    Set<String> outputs = new HashSet<>();
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    for (NodeProto node : model.getGraph().getNodeList()) {
      for (String name : node.getOutputList()) {
        if (!name.isEmpty() && outputs.add(name)) {
          graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }
}
