package io.repqc.codegen.c;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.ElementType;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the header of a program: all that its callers see. */
final class Header {
  private final Program program;
  private final String prefix;

  Header(Program program) {
    this.program = program;
    this.prefix = program.name().toUpperCase(Locale.ROOT);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("#ifndef ").append(prefix).append("_H\n#define ").append(prefix).append("_H\n\n");
    text.append("#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    text.append("#define ")
        .append(prefix)
        .append("_WORKSPACE_SIZE ")
        .append(program.arena().size())
        .append("\n\n");
    text.append(signature(program)).append(";\n\n");
    text.append("#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
    return text.toString();
  }

  /** The function that runs the network. */
  static String signature(Program program) {
    return Stream.concat(program.inputs().stream(), program.outputs().stream())
        .map(port -> declaration(port) + ", ")
        .collect(Collectors.joining("", "int " + program.name() + "_run(", "void *workspace)"));
  }

  /** A port as a parameter. */
  static String declaration(Port port) {
    return (port.isOutput() ? "" : "const ") + type(port.type().elementType()) + " *" + port.name();
  }

  private static String type(ElementType elements) {
    switch (elements) {
      case I8:
        return "int8_t";
      case U8:
        return "uint8_t";
      case I32:
        return "int32_t";
      default:
        return "float";
    }
  }
}
