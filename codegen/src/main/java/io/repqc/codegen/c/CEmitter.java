package io.repqc.codegen.c;

import io.repqc.codegen.Isa;
import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.runtime.CSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a program as C. */
final class CEmitter {
  private static final String COMPILERS =
      """
      #ifdef __FAST_MATH__
      #error "with -ffast-math, sums would be rounded otherwise than they are everywhere else"
      #endif
      #ifdef __clang__
      #pragma clang diagnostic ignored "-Wunused-function"
      #elif defined(__GNUC__) && __GNUC__ >= 11
      /* GCC 12 may take a function for one that writes nothing, and leave out its calls. */
      #pragma GCC optimize("no-ipa-pure-const", "no-ipa-modref")
      #endif

      """;

  private final Program program;
  private final CNames names;
  private final CConstants constants;
  private final Weights weights;
  private final Kernels kernels;
  private final CSteps steps;

  CEmitter(Program program, CNames names, CConstants constants, Weights weights) {
    this.program = program;
    this.names = names;
    this.constants = constants;
    this.weights = weights;
    this.kernels = new Kernels(program);
    this.steps = new CSteps(program, names, constants);
  }

  /** The file of the steps. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(new Overview(program, names, weights, constants).text());
    text.append("#include \"%s.h\"\n\n".formatted(names.program()));
    text.append(COMPILERS);
    text.append(hook());
    text.append(kernels.text());
    text.append(constants.declarations());
    text.append(data());
    for (Isa isa : program.target().isas()) {
      text.append(Kernels.guarded(kernels.condition(isa), steps.variant(isa)));
    }
    return text.append(weights == Weights.BINARY ? check() : "").append(run()).toString();
  }

  /** The file of the constants, where they have one. */
  String weights() {
    List<String> needed =
        List.of(
            program.target().signedLevels() ? "levels_s8" : "levels_u8",
            "rounding_" + program.convention().name().toLowerCase(Locale.ROOT));
    String comment =
        Introduction.comment(List.of("The constants of %s.c.".formatted(names.program())));
    String types =
        CSource.closure(needed).stream().map(CSource::text).collect(Collectors.joining("\n"));
    return comment
        + COMPILERS
        + types
        + "\n"
        + constants.declarations()
        + constants.definitions("");
  }

  private String hook() {
    return """
        /* For profiling: with -D%1$s=function, that function of yours hears of each layer as it begins, and of the end. */
        #ifdef %1$s
        void %1$s(int layer, const char *name);
        #define LAYER(number, name) %1$s(number, name)
        #else
        #define LAYER(number, name) ((void)0)
        #endif

        """
        .formatted(names.macro("HOOK"));
  }

  /** What all steps of a run share. */
  private String data() {
    String given = weights == Weights.BINARY ? "  const unsigned char *weights;\n" : "";
    return ports()
        .map(port -> "  " + Header.declaration(port, names) + ";\n")
        .collect(
            Collectors.joining(
                "", "struct data {\n", given + "  unsigned char *workspace;\n};\n\n"));
  }

  private Stream<Port> ports() {
    return Stream.concat(program.inputs().stream(), program.outputs().stream());
  }

  private String check() {
    return """
        static int are_right(const void *weights) {
          const uint32_t *words = weights;
          for (int i = 0; i < %d; i++) {
            if (words[i] != weights_header[i]) {
              return 0;
            }
          }
          return 1;
        }

        """
        .formatted(PackedConstants.HEADER_WORDS);
  }

  /** The function that the caller sees: the best variant that the machine runs. */
  private String run() {
    List<String> parameters = names.parameters(weights);
    StringBuilder text = new StringBuilder();
    text.append(Header.signature(program, names, weights)).append(" {\n");
    refuse(
        parameters.stream().map(name -> "!" + name).collect(Collectors.joining(" || ")),
        "NULL_POINTER",
        text);
    refuse(
        parameters.stream()
            .filter(name -> name.equals("weights") || name.equals("workspace"))
            .map(name -> "(uintptr_t)%s %% %d".formatted(name, Program.ALIGNMENT))
            .collect(Collectors.joining(" || ")),
        "MISALIGNED",
        text);
    if (weights == Weights.BINARY) {
      refuse("!are_right(weights)", "WRONG_WEIGHTS", text);
    }
    text.append("  const struct data data = {%s};\n".formatted(String.join(", ", parameters)));
    program.target().isas().forEach(isa -> text.append(choice(isa)));
    return text.append("}\n").toString();
  }

  private void refuse(String condition, String result, StringBuilder text) {
    text.append("  if (%s) {\n    return %s;\n  }\n".formatted(condition, names.macro(result)));
  }

  private String choice(Isa isa) {
    List<String> lines = new ArrayList<>();
    String run = "run%s(&data);".formatted(isa.suffix());
    String done = "return %s;".formatted(names.macro("OK"));
    if (isa.test().isEmpty()) {
      lines.addAll(List.of("  " + run, "  " + done));
    } else {
      lines.addAll(List.of("  if (" + isa.test() + "()) {", "    " + run, "    " + done, "  }"));
    }
    String body = String.join("\n", lines) + "\n";
    return Kernels.guarded(kernels.condition(isa), body).stripTrailing() + "\n";
  }
}
