package io.repqc.compiler.compile;

import io.repqc.codegen.java.JavaNames;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.Optional;

/** What generated classes are called. */
final class ClassNames {
  private ClassNames() {}

  /** The given name, or one made from the file's: {@code resnet8.qdq.onnx} becomes Resnet8Qdq. */
  static String of(Optional<String> given, Path file) {
    given.ifPresent(
        name ->
            ModelException.check(
                JavaNames.isIdentifier(name) && Character.isUpperCase(name.charAt(0)),
                "--name %s: found no name of a class, expected letters and digits with a capital"
                    + " letter first, such as \"%s\"",
                name,
                made(file)));
    return given.orElseGet(() -> made(file));
  }

  private static String made(Path file) {
    return JavaNames.capitalized(ProgramName.of(Optional.empty(), file));
  }

  static void checkPackage(String name) {
    ModelException.check(
        name.isEmpty() || JavaNames.isPackage(name),
        "--package %s: found no name of a package, expected words with dots between them, such as"
            + " com.example.models",
        name);
  }
}
