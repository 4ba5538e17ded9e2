package io.repqc.compiler;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.onnx.write.OnnxWriter;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import io.repqc.ir.text.RqWriter;
import io.repqc.ir.text.TensorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A network on disk, in any of its forms; the ending of its name says which. */
public final class ModelFile {
  private ModelFile() {}

  public static Model read(Path file, ImportOptions options) {
    checkReadable(file);
    checkKind(file);
    if (isOnnx(file)) {
      return OnnxReader.read(file, options);
    }
    ModelException.check(
        options.equals(ImportOptions.DEFAULT),
        "%s: a .rq file states its shapes and what is trainable;"
            + " input shapes, --freeze and --train are for .onnx files",
        file);
    return RqReader.read(file);
  }

  /** The other files that hold numbers of the network in a file. */
  public static List<Path> sides(Path file) {
    if (isOnnx(file)) {
      return OnnxReader.dataFiles(file);
    }
    Path side = TensorFile.beside(file);
    return Files.exists(side) ? List.of(side) : List.of();
  }

  public static void write(Model model, Path file) {
    checkKind(file);
    if (isOnnx(file)) {
      OnnxWriter.write(model, file);
    } else {
      RqWriter.write(model, file);
    }
  }

  /** Refuses, before any work, a file that could not be written after it. */
  public static void checkWritable(Path file) {
    checkKind(file);
    OutputFile.check(file);
  }

  private static void checkKind(Path file) {
    ModelException.check(
        isModel(file), "%s: found an unknown kind of file, expected .onnx or .rq", file);
  }

  /** Whether the name says that it is a network. */
  public static boolean isModel(Path file) {
    return isOnnx(file) || name(file).endsWith(".rq");
  }

  /** Whether the name says so; other files hold the textual form. */
  public static boolean isOnnx(Path file) {
    return name(file).endsWith(".onnx");
  }

  private static String name(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  private static void checkReadable(Path file) {
    ModelException.check(Files.exists(file), "%s: there is no such file", file);
    ModelException.check(
        !Files.isDirectory(file), "%s: found a folder, expected an .onnx or .rq file", file);
    ModelException.check(Files.isReadable(file), "%s: you may not read this file", file);
  }
}
