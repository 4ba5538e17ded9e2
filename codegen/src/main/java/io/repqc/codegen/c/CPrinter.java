package io.repqc.codegen.c;

import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Program;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Prints programs as C files. */
public final class CPrinter {
  private CPrinter() {}

  /** The texts of the files, by their names; constants are in the C file. */
  public static Map<String, String> print(Program program) {
    Map<String, String> files = new LinkedHashMap<>();
    print(program, Weights.INLINE, Optional.empty())
        .forEach((name, bytes) -> files.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return files;
  }

  /** The files by their names, with one that runs the test if there is one. */
  public static Map<String, byte[]> print(
      Program program, Weights weights, Optional<TestVector> test) {
    CNames names = new CNames(program);
    CConstants constants = new CConstants(program, names, weights);
    CEmitter emitter = new CEmitter(program, names, constants, weights);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        program.name() + ".h", bytes(new Header(program, names, weights, test.isPresent()).text()));
    files.put(program.name() + ".c", bytes(emitter.text()));
    if (weights == Weights.SEPARATE) {
      files.put(names.prefixed("weights.c"), bytes(emitter.weights()));
    }
    if (weights == Weights.BINARY) {
      files.put(names.prefixed("weights.bin"), constants.packed().bytes());
    }
    test.ifPresent(
        vector ->
            files.put(
                names.prefixed("test.c"),
                bytes(new SelfTest(program, names, weights, vector).text())));
    return files;
  }

  /**
   * What the constants of a program take in memory that is only read, with the gaps for alignment.
   */
  public static long constantBytes(Program program) {
    return new PackedConstants(program).contentSize();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
