package io.repqc.codegen.c;

import io.repqc.codegen.Call;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Program;
import io.repqc.codegen.Step;
import io.repqc.runtime.CSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kernels that a program calls, each under the condition that some variant needs it. */
final class Kernels {
  private final Program program;

  Kernels(Program program) {
    this.program = program;
  }

  /** Their text, after what they all stand on. */
  String text() {
    Map<String, Set<Isa>> users = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Isa isa : program.target().isas()) {
      for (CSource source : CSource.closure(files(isa))) {
        texts.putIfAbsent(source.name(), source.text());
        users.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(isa);
      }
    }
    StringBuilder text = new StringBuilder();
    texts.forEach((name, body) -> text.append(guarded(condition(users.get(name)), body)));
    return text.toString();
  }

  private Set<String> files(Isa isa) {
    Set<String> kernels = new LinkedHashSet<>();
    for (Step step : program.steps()) {
      step.calls().stream()
          .filter(call -> call.isas().contains(isa))
          .map(Call::kernel)
          .forEach(kernels::add);
    }
    Set<String> files = new LinkedHashSet<>();
    files.add(program.target().signedLevels() ? "levels_s8" : "levels_u8");
    if (CSource.closure(kernels).stream().anyMatch(each -> each.text().contains("factor_t"))) {
      files.add("rounding_" + program.convention().name().toLowerCase(Locale.ROOT));
    }
    if (program.target().isas().stream().anyMatch(each -> !each.test().isEmpty())) {
      files.add("isa_x86");
    }
    files.addAll(kernels);
    return files;
  }

  /** When code of any of these variants is compiled; empty if always. */
  private String condition(Set<Isa> users) {
    boolean always =
        users.containsAll(program.target().isas())
            || users.contains(Isa.PORTABLE) && guards(program.target().isas()).isEmpty();
    return always
        ? ""
        : users.stream().map(this::condition).distinct().collect(Collectors.joining(" || "));
  }

  /** When code of this variant is compiled: the portable one where no other surely runs. */
  String condition(Isa isa) {
    String others = guards(program.target().isas());
    return isa == Isa.PORTABLE ? others.isEmpty() ? "" : "!(" + others + ")" : isa.guard();
  }

  /** Where a variant runs without a test. */
  private static String guards(List<Isa> isas) {
    return isas.stream()
        .filter(isa -> isa.test().isEmpty() && !isa.guard().isEmpty())
        .map(Isa::guard)
        .collect(Collectors.joining(" || "));
  }

  /** Text under a condition for the preprocessor. */
  static String guarded(String condition, String text) {
    return condition.isEmpty() ? text + "\n" : "#if " + condition + "\n" + text + "#endif\n\n";
  }
}
