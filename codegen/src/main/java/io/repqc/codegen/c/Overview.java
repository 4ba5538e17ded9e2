package io.repqc.codegen.c;

import io.repqc.codegen.Program;
import io.repqc.codegen.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comment at the top of a C file: what is in it, and how to compile it. */
final class Overview {
  private final Program program;
  private final CNames names;
  private final Weights weights;
  private final CConstants constants;

  Overview(Program program, CNames names, Weights weights, CConstants constants) {
    this.program = program;
    this.names = names;
    this.weights = weights;
    this.constants = constants;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        names.program()
            + ": a network in 8-bit integers, made by RepQC; "
            + names.program()
            + ".h tells how to call it.");
    lines.add("");
    lines.add("target      %s: %s".formatted(program.target(), program.target().about()));
    lines.add("convention  %s".formatted(convention()));
    lines.add(
        String.format(
            Locale.ROOT,
            "workspace   %,d bytes; without gaps it would be %,d",
            program.arena().size(),
            program.arena().lowerBound()));
    lines.add(
        String.format(
            Locale.ROOT, "constants   %,d bytes%s", constants.packed().contentSize(), where()));
    lines.add("needs       C99 or later, <stdint.h>, and memcpy, memmove and memset of <string.h>");
    lines.add("compile     cc -std=c99 -O3 -c %s.c".formatted(names.program()));
    advice().forEach(line -> lines.add("            " + line));
    lines.add("");
    lines.addAll(table());
    return Introduction.comment(lines);
  }

  private String convention() {
    switch (program.convention()) {
      case ONNX:
        return "onnx: sums become levels by a product of floats, rounded to even";
      case FIXED:
        return "fixed: sums become levels by a product of integers, rounded upward";
      default:
        return "tflite: sums become levels by two roundings of integers";
    }
  }

  private String where() {
    switch (weights) {
      case INLINE:
        return "";
      case SEPARATE:
        return ", in " + names.prefixed("weights.c");
      default:
        return ", in " + names.prefixed("weights.bin");
    }
  }

  private List<String> advice() {
    List<String> lines = new ArrayList<>();
    boolean asks = program.target().isas().stream().anyMatch(isa -> !isa.test().isEmpty());
    boolean isTold =
        program.target().isas().stream()
            .anyMatch(isa -> isa.test().isEmpty() && !isa.guard().isEmpty());
    if (asks) {
      lines.add("no -m option is needed: the run asks the processor what it can do");
    } else if (isTold) {
      lines.add("with the -mcpu or -march of the machine; without it the code runs, but slowly");
    } else {
      lines.add("-march=native makes it faster, -O2 or -Os smaller");
    }
    lines.add("no option changes what it computes; -ffast-math is not allowed");
    return lines;
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("layer  multiplications");
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%5d %,16d  %s: %s",
              i,
              step.multiplications(),
              CNames.comment(step.name()),
              step.what()));
    }
    return lines;
  }
}
