package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One tensor in a file of its own, as ONNX's test data are. */
public final class OnnxTensorFile {
  private OnnxTensorFile() {}

  public static Tensor read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      TensorProto proto = TensorProto.parseFrom(bytes);
      return new TensorReader(new ExternalData(file.toAbsolutePath().getParent())).read(proto);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException("%s: found no ONNX tensor: the file is damaged".formatted(file));
    } catch (ModelException e) {
      throw new ModelException("%s: found no tensor to read: %s".formatted(file, e.getMessage()));
    }
  }
}
