package io.repqc.frontend.data;

import io.repqc.frontend.onnx.OnnxTensorFile;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Tensors on disk; the ending of a file's name says its format: .npy, .npz or .pb. */
public final class TensorFiles {
  private TensorFiles() {}

  /** The tensor in a file; where a file holds several, the one that is called {@code name}. */
  public static Tensor read(Path file, String name) {
    try {
      String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (lower.endsWith(".npy")) {
        return Npy.read(file.toString(), Files.readAllBytes(file));
      }
      if (lower.endsWith(".npz")) {
        return select(file, name, Npz.read(file));
      }
      ModelException.check(
          lower.endsWith(".pb"),
          "%s: found an unknown kind of file, expected .npy, .npz or .pb",
          file);
      return OnnxTensorFile.read(file);
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }

  private static Tensor select(Path file, String name, Map<String, Tensor> arrays) {
    Tensor tensor = arrays.size() == 1 ? arrays.values().iterator().next() : arrays.get(name);
    ModelException.check(
        tensor != null,
        "%s: found the arrays %s, expected only one or one that is called \"%s\"",
        file,
        arrays.keySet(),
        name);
    return tensor;
  }

  /** Writes a .npy file; it appears whole or not at all. */
  public static void write(Path file, Tensor tensor) {
    OutputFile.write(file, Npy.write(tensor));
  }
}
