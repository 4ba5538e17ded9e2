package io.repqc.codegen.c;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comment at the top of a header, from which its reader learns to call the program. */
final class Introduction {
  private final Program program;
  private final CNames names;
  private final Weights weights;

  Introduction(Program program, CNames names, Weights weights) {
    this.program = program;
    this.names = names;
    this.weights = weights;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: a network in 8-bit integers, made by RepQC for %s."
            .formatted(names.program(), program.target()));
    lines.add("");
    example().forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
    lines.add("");
    lines.addAll(
        List.of(
            "A run reads the inputs and writes the outputs and the workspace, and nothing else; what the",
            "workspace holds before and after does not matter. Nothing is allocated or kept between runs:",
            "several may run at once, each in a workspace of its own."));
    if (weights == Weights.BINARY) {
      lines.add("");
      lines.add(
          "%s is to lie in memory at a multiple of %d, as it is: mapped, linked or"
              .formatted(names.prefixed("weights.bin"), Program.ALIGNMENT));
      lines.add("in flash. It is only read, and each run checks that it belongs to this program.");
    }
    return comment(lines);
  }

  /** Lines as one comment. */
  static String comment(List<String> lines) {
    return lines.stream()
        .map(line -> line.isEmpty() ? " *\n" : " * " + line + "\n")
        .collect(Collectors.joining("", "/*\n", " */\n"));
  }

  private List<String> example() {
    List<String> lines = new ArrayList<>(List.of("#include \"" + names.program() + ".h\"", ""));
    Stream.concat(program.inputs().stream(), program.outputs().stream())
        .forEach(
            port ->
                lines.add(
                    "static %s %s[%s];"
                        .formatted(
                            CNames.type(port.type().elementType()),
                            names.port(port),
                            names.macro(port, "SIZE"))));
    lines.add(names.macro("WORKSPACE") + "(workspace);");
    lines.add("");
    lines.add(
        "int example(%s) {".formatted(weights == Weights.BINARY ? "const void *weights" : "void"));
    lines.add(
        "  return %s(%s);"
            .formatted(names.prefixed("run"), String.join(", ", names.parameters(weights))));
    lines.add("}");
    return lines;
  }

  /** In words: how many numbers of which kind, and how they lie. */
  static String describe(Port port) {
    String dims =
        port.order().stream()
            .map(axis -> Integer.toString(port.type().dim(axis)))
            .collect(Collectors.joining(" x "));
    Quantization quantization = port.type().quantization();
    String meaning = quantization.isPresent() ? ", each for (number - zero point) * scale" : "";
    String kind =
        port.type().elementType() == ElementType.F32
            ? "floats"
            : CNames.type(port.type().elementType()) + " numbers";
    return (dims.isEmpty() ? "1" : dims) + " " + kind + meaning;
  }
}
