package io.repqc.ir.text;

import io.repqc.ir.Model;
import io.repqc.ir.OutputFile;
import io.repqc.ir.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Writes a model as a text and, where it has big tensors, a side file; each appears whole. */
public final class RqWriter {

  private RqWriter() {}

  public static void write(Model model, Path path) {
    Map<String, Tensor> data = IrPrinter.data(model);
    if (!data.isEmpty()) {
      OutputFile.write(TensorFile.beside(path), output -> TensorFile.write(data, output));
    }
    OutputFile.write(path, IrPrinter.print(model).getBytes(StandardCharsets.UTF_8));
  }
}
