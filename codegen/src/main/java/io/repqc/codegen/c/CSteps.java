package io.repqc.codegen.c;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Constant;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.codegen.Settings;
import io.repqc.codegen.Step;
import java.util.ArrayList;
import java.util.List;

/** The steps of a program as functions. */
final class CSteps {
  private final Program program;
  private final CNames names;
  private final CConstants constants;

  CSteps(Program program, CNames names, CConstants constants) {
    this.program = program;
    this.names = names;
    this.constants = constants;
  }

  /**
   * All steps for one set of instructions, and a function that takes them in order. It is compiled
   * for the same set: clang 14 keeps sums in registers only where layers come to be parts of it.
   */
  String variant(Isa isa) {
    StringBuilder text = new StringBuilder();
    StringBuilder run = new StringBuilder();
    String head = "%sstatic void run%s(const struct data *d) {\n";
    run.append(head.formatted(isa.attribute(), isa.suffix()));
    for (int i = 0; i < program.steps().size(); i++) {
      Step step = program.steps().get(i);
      String function = "layer_" + i + isa.suffix();
      text.append(step(step, function, isa)).append('\n');
      run.append("  LAYER(%d, %s);\n".formatted(i, Literals.string(step.name())));
      run.append("  %s(d);\n".formatted(function));
    }
    run.append("  LAYER(%d, \"\");\n}\n".formatted(program.steps().size()));
    return text.append(run).toString();
  }

  private String step(Step step, String function, Isa isa) {
    StringBuilder text = new StringBuilder();
    text.append("/* %s: %s */\n".formatted(CNames.comment(step.name()), step.what()));
    text.append("%sstatic void %s(const struct data *d) {\n".formatted(isa.attribute(), function));
    List<Call> calls = step.calls().stream().filter(call -> call.isas().contains(isa)).toList();
    for (int i = 0; i < calls.size(); i++) {
      call(calls.get(i), calls.size() > 1 ? "_" + i : "", text);
    }
    return text.append("}\n").toString();
  }

  private void call(Call call, String suffix, StringBuilder text) {
    List<String> arguments = new ArrayList<>();
    arguments.add("&" + declare(call.settings(), "shape" + suffix, text));
    for (Object argument : call.arguments()) {
      arguments.add(
          argument instanceof Settings settings
              ? "&" + declare(settings, settings.type() + suffix, text)
              : pointer(argument));
    }
    text.append("  %s(%s);\n".formatted(call.kernel(), String.join(", ", arguments)));
  }

  /** Structures are constants, too, unless they point to what is known only at run time. */
  private String declare(Settings settings, String name, StringBuilder text) {
    String declaration =
        "  %sconst struct %s %s = %s;"
            .formatted(
                isLinked(settings) ? "static " : "",
                settings.type(),
                name,
                Literals.of(settings, this::pointer));
    text.append(Literals.wrapped(declaration)).append('\n');
    return name;
  }

  private boolean isLinked(Settings settings) {
    return settings.fields().values().stream().allMatch(this::isLinked);
  }

  private boolean isLinked(Object field) {
    if (field instanceof Settings settings) {
      return isLinked(settings);
    }
    return !(field instanceof Pointer pointer)
        || pointer.place() instanceof Constant && constants.areLinked();
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
    if (pointer.place() instanceof Port port) {
      long elements = pointer.offset() * Byte.SIZE / port.type().elementType().bits();
      return CConstants.later("d->" + names.port(port), elements);
    }
    return constants.pointer((Constant) pointer.place(), pointer.offset());
  }
}
