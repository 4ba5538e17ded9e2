package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Constant;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Program;
import io.repqc.codegen.Settings;
import io.repqc.codegen.Step;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.codegen.lower.Lowering;
import io.repqc.frontend.text.RqReader;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A target in golden files: which kernels it calls for a graph, and where the tensors lie. */
final class LowerCase {
  private final Target target;

  private LowerCase(Target target) {
    this.target = target;
  }

  static LowerCase named(String name) {
    Optional<Target> target = Targets.named(name);
    assertTrue(target.isPresent(), () -> name + " is no target");
    return new LowerCase(target.get());
  }

  String run(String text, String file) {
    Program program =
        Lowering.of(RqReader.parseExample(text, file, Map.of()).model(), target, "net", false);
    StringBuilder result = new StringBuilder();
    for (Step step : program.steps()) {
      result.append(step.name()).append(": ").append(step.what()).append('\n');
      step.calls().forEach(call -> result.append("  ").append(text(call, program)).append('\n'));
    }
    return result
        .append("workspace %,d bytes, ".formatted(program.arena().size()))
        .append("at least %,d%n".formatted(program.arena().lowerBound()))
        .toString();
  }

  private static String text(Call call, Program program) {
    String isas = call.isas().stream().map(isa -> isa.suffix()).sorted().toList().toString();
    boolean always = call.isas().size() == program.target().isas().size();
    return (always ? "" : isas + " ")
        + call.kernel()
        + call.arguments().stream()
            .filter(argument -> argument instanceof Pointer)
            .map(argument -> text((Pointer) argument, program))
            .collect(Collectors.joining(", ", "(", ")"))
        + finish(call.settings());
  }

  /** What becomes of the sums of a kernel, if it makes any. */
  private static String finish(Settings settings) {
    Settings finish = (Settings) settings.fields().get("finish");
    if (finish == null) {
      return "";
    }
    boolean isExact = Integer.valueOf(1).equals(finish.fields().get("in_floats"));
    Object to = finish.fields().get("to");
    return to == null ? finish(finish) + (isExact ? " in floats" : "") : " " + to;
  }

  private static String text(Pointer pointer, Program program) {
    if (pointer.place() instanceof Buffer) {
      return "workspace + " + (program.offsets().get(pointer.place()) + pointer.offset());
    }
    if (pointer.place() instanceof Constant) {
      Constant constant = (Constant) pointer.place();
      return constant.name() + "[" + Array.getLength(constant.array()) + "]";
    }
    return pointer.place().name();
  }
}
