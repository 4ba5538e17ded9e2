package io.repqc.compiler.compile;

import io.repqc.codegen.c.CNames;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the generated functions, macros and files begin with. */
public final class ProgramName {
  private static final int LONGEST = 64;

  private ProgramName() {}

  /** The given one, or one from the name of the file. */
  public static String of(Optional<String> given, Path file) {
    given.ifPresent(ProgramName::check);
    return given.orElseGet(() -> made(file.getFileName().toString()));
  }

  private static void check(String name) {
    ModelException.check(
        CNames.isIdentifier(name),
        "--name %s: found no identifier of C, expected letters, digits and underscores with a letter"
            + " first, and no word that C or C++ reserve, such as \"%s\"",
        name,
        made(name));
    ModelException.check(
        name.length() <= LONGEST,
        "--name %s: found %d characters, expected at most %d",
        name,
        name.length(),
        LONGEST);
  }

  /** From the file's name without its ending: {@code resnet8.qdq.onnx} becomes resnet8_qdq. */
  private static String made(String fileName) {
    String stem = fileName.replaceFirst("\\.(?i:onnx|rq)$", "");
    String plain =
        stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST - 2));
    return CNames.isIdentifier(cut) ? cut : ("m_" + cut).replaceAll("_+$", "");
  }
}
