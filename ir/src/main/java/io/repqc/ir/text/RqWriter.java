package io.repqc.ir.text;

import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes a model as a text and, where it has big tensors, a side file; each appears whole. */
public final class RqWriter {

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream output) throws IOException;
  }

  private RqWriter() {}

  public static void write(Model model, Path path) {
    Map<String, Tensor> data = IrPrinter.data(model);
    if (!data.isEmpty()) {
      write(TensorFile.beside(path), output -> TensorFile.write(data, output));
    }
    byte[] text = IrPrinter.print(model).getBytes(StandardCharsets.UTF_8);
    write(path, output -> output.write(text));
  }

  private static void write(Path path, Content content) {
    Path aside = path.resolveSibling(path.getFileName() + ".part");
    try {
      try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(aside))) {
        content.writeTo(output);
      }
      Files.move(aside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ModelException("%s: cannot be written (%s)".formatted(path, e));
    }
  }
}
