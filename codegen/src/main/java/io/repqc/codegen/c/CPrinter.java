package io.repqc.codegen.c;

import io.repqc.codegen.Program;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints programs as C files. */
public final class CPrinter {
  private CPrinter() {}

  /** The texts of the files, by their names. */
  public static Map<String, String> print(Program program) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(program.name() + ".h", new Header(program).text());
    files.put(program.name() + ".c", new CEmitter(program).text());
    return files;
  }
}
