package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.repqc.ir.FileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Parses a file, and where that fails says what the file is instead. */
final class OnnxFile {
  private static final int DEEPEST_NESTING = 100;

  private static final Map<String, String> SIGNATURES = signatures();

  private OnnxFile() {}

  static ModelProto parse(Path file, Problems problems) {
    byte[] bytes = bytes(file, problems);
    if (bytes.length == 0) {
      throw problems.fatal("the file is empty (0 bytes), not an ONNX model");
    }
    Optional<String> kind = kind(bytes);
    if (kind.isPresent()) {
      throw problems.fatal("this is %s, not an ONNX model", kind.get());
    }
    ModelProto model = parse(bytes, problems);
    if (!model.hasGraph()) {
      throw problems.fatal("there is no graph in the file: it is damaged or not an ONNX model");
    }
    return model;
  }

  private static byte[] bytes(Path file, Problems problems) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw problems.fatal("there is no such file: %s", file);
    } catch (IOException e) {
      throw problems.fatal("the file cannot be read: %s", FileProblem.reason(e));
    }
  }

  private static ModelProto parse(byte[] bytes, Problems problems) {
    try {
      CodedInputStream stream = CodedInputStream.newInstance(bytes);
      stream.setRecursionLimit(DEEPEST_NESTING);
      ModelProto model = ModelProto.parseFrom(stream);
      stream.checkLastTagWas(0);
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw problems.fatal("%s", reason(e));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String reason(InvalidProtocolBufferException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("too many levels")) {
      return "graphs or types are nested too deep; the limit is %d levels of the file format"
          .formatted(DEEPEST_NESTING);
    }
    return message.contains("ended unexpectedly") || message.contains("truncated")
        ? "the file ends too early: it is truncated, or not an ONNX model"
        : "the file is damaged, or not an ONNX model (" + message + ")";
  }

  private static Optional<String> kind(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
      if (start.startsWith(signature.getKey())) {
        return Optional.of(signature.getValue());
      }
    }
    boolean text =
        start.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t');
    return text ? Optional.of("a text file") : Optional.empty();
  }

  private static Map<String, String> signatures() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("version https://git-lfs", "a Git LFS pointer (fetch the file itself: git lfs pull)");
    kinds.put(
        "PK\u0003\u0004", "a zip archive (a PyTorch checkpoint? export it with torch.onnx.export)");
    kinds.put(
        "\u0080\u0002", "a Python pickle (a PyTorch checkpoint? export it with torch.onnx.export)");
    kinds.put("<!DOCTYPE", "an HTML page (a failed download?)");
    kinds.put("<html", "an HTML page (a failed download?)");
    kinds.put("\u001f\u008b", "gzip-compressed (gunzip it)");
    kinds.put("\u0089PNG", "a PNG image");
    kinds.put("\u0089HDF", "an HDF5 file (a Keras model? convert it with tf2onnx)");
    return kinds;
  }
}
