package io.repqc.codegen.c;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Constant;
import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.codegen.Settings;
import io.repqc.codegen.Step;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a program as a C file. */
final class CEmitter {
  private final Program program;
  private final Kernels kernels;

  CEmitter(Program program) {
    this.program = program;
    this.kernels = new Kernels(program);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        /* %s, for %s; sums are rounded in the convention %s. Made by RepQC. */
        #include "%s.h"

        #ifdef __FAST_MATH__
        #error "with -ffast-math, sums would be rounded otherwise than they are everywhere else"
        #endif
        #ifdef __clang__
        #pragma clang diagnostic ignored "-Wunused-function"
        #endif

        """
            .formatted(
                program.name(),
                program.target(),
                program.convention().name().toLowerCase(Locale.ROOT),
                program.name()));
    text.append(kernels.text());
    program.constants().forEach(constant -> text.append(declaration(constant)));
    text.append(data());
    for (Isa isa : program.target().isas()) {
      text.append(Kernels.guarded(kernels.condition(isa), variant(isa)));
    }
    return text.append(run()).toString();
  }

  private String declaration(Constant constant) {
    boolean unsigned = constant.elements() == Elements.LEVEL && !program.target().signedLevels();
    return "static const %s %s[%d] ALIGNED = {\n%s};\n\n"
        .formatted(
            type(constant.elements()),
            constant.name(),
            Array.getLength(constant.array()),
            Literals.lines(constant, unsigned));
  }

  private static String type(Elements elements) {
    switch (elements) {
      case LEVEL:
        return "level_t";
      case INT8:
        return "int8_t";
      case INT16:
        return "int16_t";
      case INT32:
        return "int32_t";
      case FLOAT:
        return "float";
      default:
        return "factor_t";
    }
  }

  /** What all steps of a run share. */
  private String data() {
    return ports()
        .map(port -> "  " + Header.declaration(port) + ";\n")
        .collect(Collectors.joining("", "struct data {\n", "  unsigned char *workspace;\n};\n\n"));
  }

  private Stream<Port> ports() {
    return Stream.concat(program.inputs().stream(), program.outputs().stream());
  }

  /** All steps for one set of instructions, and a function that takes them in order. */
  private String variant(Isa isa) {
    StringBuilder text = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < program.steps().size(); i++) {
      String function = "step_" + i + isa.suffix();
      names.add("  " + function + "(d);\n");
      text.append(step(program.steps().get(i), function, isa)).append('\n');
    }
    return text.append("static void run")
        .append(isa.suffix())
        .append("(const struct data *d) {\n")
        .append(String.join("", names))
        .append("}\n")
        .toString();
  }

  private String step(Step step, String function, Isa isa) {
    StringBuilder text = new StringBuilder();
    text.append("/* ")
        .append(comment(step.name()))
        .append(": ")
        .append(step.what())
        .append(" */\n");
    text.append("static void ").append(function).append("(const struct data *d) {\n");
    List<Call> calls = step.calls().stream().filter(call -> call.isas().contains(isa)).toList();
    for (int i = 0; i < calls.size(); i++) {
      call(calls.get(i), calls.size() > 1 ? "_" + i : "", text);
    }
    return text.append("}\n").toString();
  }

  /** Layer names are the user's, and must not end the comment. */
  private static String comment(String name) {
    return name.replaceAll("[^\\x20-\\x7e]", "?").replace("*/", "* /").replace("/*", "/ *");
  }

  private void call(Call call, String suffix, StringBuilder text) {
    String shape = "shape" + suffix;
    text.append("  static const struct ")
        .append(call.settings().type())
        .append(' ')
        .append(shape)
        .append(" = ")
        .append(Literals.of(call.settings(), this::pointer))
        .append(";\n");
    List<String> arguments = new ArrayList<>(List.of("&" + shape));
    for (Object argument : call.arguments()) {
      if (argument instanceof Settings) {
        Settings settings = (Settings) argument;
        String name = settings.type() + suffix;
        text.append(
            "  static const struct %s %s = %s;\n"
                .formatted(settings.type(), name, Literals.of(settings, this::pointer)));
        arguments.add("&" + name);
      } else {
        arguments.add(pointer(argument));
      }
    }
    text.append("  ")
        .append(call.kernel())
        .append('(')
        .append(String.join(", ", arguments))
        .append(");\n");
  }

  private String pointer(Object argument) {
    if (argument == null) {
      return "0";
    }
    Pointer pointer = (Pointer) argument;
    if (pointer.place() instanceof Buffer) {
      long offset = program.offsets().get(pointer.place()) + pointer.offset();
      return "(void *)(d->workspace + " + offset + ")";
    }
    if (pointer.place() instanceof Port) {
      Port port = (Port) pointer.place();
      return later(
          "d->" + port.name(), pointer.offset() * Byte.SIZE / port.type().elementType().bits());
    }
    Constant constant = (Constant) pointer.place();
    return later(constant.name(), pointer.offset() / constant.elements().bytes());
  }

  private static String later(String name, long elements) {
    return elements == 0 ? name : name + " + " + elements;
  }

  /** The function that the caller sees: the best variant that the machine runs. */
  private String run() {
    StringBuilder text = new StringBuilder();
    text.append(Header.signature(program)).append(" {\n");
    text.append("  const struct data data = {")
        .append(ports().map(port -> port.name() + ", ").collect(Collectors.joining()))
        .append("workspace};\n");
    for (Isa isa : program.target().isas()) {
      String run = "run" + isa.suffix() + "(&data);\n";
      String body =
          isa.test().isEmpty()
              ? "  " + run + "  return 0;\n"
              : "  if (" + isa.test() + "()) {\n    " + run + "    return 0;\n  }\n";
      text.append(Kernels.guarded(kernels.condition(isa), body).stripTrailing()).append('\n');
    }
    return text.append("}\n").toString();
  }
}
