package io.repqc.codegen.c;

import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.Quantization;
import io.repqc.ir.TensorType;
import io.repqc.ir.text.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints the header of a program: all that its callers see. */
final class Header {
  private final Program program;
  private final CNames names;
  private final Weights weights;
  private final boolean hasTest;

  Header(Program program, CNames names, Weights weights, boolean hasTest) {
    this.program = program;
    this.names = names;
    this.weights = weights;
    this.hasTest = hasTest;
  }

  String text() {
    String guard = names.macro("H");
    return "%s#ifndef %s\n#define %s\n\n#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
            .formatted(new Introduction(program, names, weights).text(), guard, guard)
        + facts()
        + ports()
        + workspace()
        + results()
        + signature(program, names, weights)
        + ";\n\n"
        + (hasTest ? test() : "")
        + "#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
  }

  private String facts() {
    return define("TARGET", "\"" + program.target() + "\"")
        + define("CONVENTION", "\"" + program.convention().name().toLowerCase(Locale.ROOT) + "\"")
        + define("LAYERS", Integer.toString(program.steps().size()))
        + "\n";
  }

  private String define(String name, String value) {
    return "#define %s %s\n".formatted(names.macro(name), value);
  }

  private String ports() {
    return Stream.concat(program.inputs().stream(), program.outputs().stream())
        .map(this::port)
        .collect(Collectors.joining());
  }

  private String port(Port port) {
    List<Integer> dims = port.order().stream().map(port.type()::dim).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        "/* %s \"%s\": %s. */\n"
            .formatted(
                port.isOutput() ? "Output" : "Input",
                CNames.comment(port.label()),
                Introduction.describe(port)));
    define(text, port, "TYPE", CNames.type(port.type().elementType()));
    define(text, port, "SIZE", Integer.toString(port.type().shape().count()));
    define(text, port, "RANK", Integer.toString(dims.size()));
    define(text, port, "DIMS", array(dims.isEmpty() ? List.of(1) : dims));
    define(text, port, "LAYOUT", "\"" + port.layout() + "\"");
    quantization(text, port);
    return text.append('\n').toString();
  }

  private void define(StringBuilder text, Port port, String name, String value) {
    text.append("#define %s %s\n".formatted(names.macro(port, name), value));
  }

  /** Numbers stand for {@code (number - zero point) * scale}. */
  private void quantization(StringBuilder text, Port port) {
    Quantization quantization = port.type().quantization();
    if (!quantization.isPresent()) {
      return;
    }
    if (quantization.isUniform()) {
      define(text, port, "SCALE", scale(port.type(), 0));
      define(text, port, "ZERO_POINT", quantization.zeroPoints().get(0).toString());
      return;
    }
    int count = Math.max(quantization.scales().size(), quantization.zeroPoints().size());
    List<String> scales = IntStream.range(0, count).mapToObj(i -> scale(port.type(), i)).toList();
    List<Integer> zeros = IntStream.range(0, count).mapToObj(quantization::zeroPoint).toList();
    define(text, port, "SCALES", array(scales));
    define(text, port, "ZERO_POINTS", array(zeros));
  }

  private static String scale(TensorType type, int index) {
    double scale = type.quantization().scale(index);
    return (float) scale == scale ? Literals.of((float) scale) : Decimal.of(scale);
  }

  private static String array(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(", ", "{", "}"));
  }

  private String workspace() {
    String declare = names.macro("WORKSPACE");
    return """
        /* Bytes of memory that a run works in, and what its address is a multiple of. */
        #define %1$s_SIZE %2$d
        #define %1$s_ALIGNMENT %3$d

        /* %1$s(name); declares such memory, static. */
        #if defined(__cplusplus) && __cplusplus >= 201103L
        #define %1$s(name) alignas(%3$d) static unsigned char name[%1$s_SIZE]
        #elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
        #define %1$s(name) static _Alignas(%3$d) unsigned char name[%1$s_SIZE]
        #elif defined(_MSC_VER)
        #define %1$s(name) static __declspec(align(%3$d)) unsigned char name[%1$s_SIZE]
        #else
        #define %1$s(name) static unsigned char name[%1$s_SIZE] __attribute__((aligned(%3$d)))
        #endif

        """
        .formatted(declare, Math.max(1, program.arena().size()), Program.ALIGNMENT);
  }

  private String results() {
    List<String> lines = new ArrayList<>();
    lines.add("/* What a run returns. */");
    lines.add("#define %s 0".formatted(names.macro("OK")));
    lines.add("#define %s 1 /* nothing was done */".formatted(names.macro("NULL_POINTER")));
    lines.add(
        "#define %s 2 /* the workspace%s; nothing was done */"
            .formatted(
                names.macro("MISALIGNED"), weights == Weights.BINARY ? " or the weights" : ""));
    if (weights == Weights.BINARY) {
      lines.add(
          "#define %s 3 /* not those of this program; nothing was done */"
              .formatted(names.macro("WRONG_WEIGHTS")));
      lines.add("");
      lines.add("/* Bytes of %s. */".formatted(names.prefixed("weights.bin")));
      lines.add(
          "#define %s %d"
              .formatted(names.macro("WEIGHTS_SIZE"), new PackedConstants(program).size()));
    }
    return String.join("\n", lines) + "\n\n";
  }

  private String test() {
    return "/* Of %s: 0 if the network answers what it should. */\nint %s(%svoid *workspace);\n\n"
        .formatted(
            names.prefixed("test.c"),
            names.prefixed("self_test"),
            weights == Weights.BINARY ? "const void *weights, " : "");
  }

  /** The function that runs the network. */
  static String signature(Program program, CNames names, Weights weights) {
    Stream<String> own =
        weights == Weights.BINARY
            ? Stream.of("const void *weights", "void *workspace")
            : Stream.of("void *workspace");
    return Stream.concat(
            Stream.concat(program.inputs().stream(), program.outputs().stream())
                .map(port -> declaration(port, names)),
            own)
        .collect(Collectors.joining(", ", "int " + names.prefixed("run") + "(", ")"));
  }

  /** A port as a parameter. */
  static String declaration(Port port, CNames names) {
    return (port.isOutput() ? "" : "const ")
        + CNames.type(port.type().elementType())
        + " *"
        + names.port(port);
  }
}
