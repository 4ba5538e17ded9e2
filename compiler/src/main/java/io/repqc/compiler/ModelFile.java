package io.repqc.compiler;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A network on disk, in any of the forms that are read; the ending of its name says which. */
public final class ModelFile {
  private ModelFile() {}

  public static Model read(Path file, ImportOptions options) {
    checkReadable(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".onnx")) {
      return OnnxReader.read(file, options);
    }
    ModelException.check(
        name.endsWith(".rq"), "%s: found an unknown kind of file, expected .onnx or .rq", file);
    ModelException.check(
        options.equals(ImportOptions.DEFAULT),
        "%s: a .rq file states its shapes and what is trainable;"
            + " input shapes, --freeze and --train are for .onnx files",
        file);
    return RqReader.read(file);
  }

  private static void checkReadable(Path file) {
    ModelException.check(Files.exists(file), "%s: there is no such file", file);
    ModelException.check(
        !Files.isDirectory(file), "%s: found a folder, expected an .onnx or .rq file", file);
    ModelException.check(Files.isReadable(file), "%s: you may not read this file", file);
  }
}
