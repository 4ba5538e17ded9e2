package io.repqc.tests.nativecode;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.ElementType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints the file, in C that is C++ as well, that shows generated models to the harness. */
final class Subjects {
  private Subjects() {}

  static String text(List<Program> programs) {
    Stream<String> names = programs.stream().map(Program::name);
    return "#include \"subject.h\"\n\n"
        + programs.stream().map(Subjects::text).collect(Collectors.joining())
        + "const struct subject *const subjects[] = {"
        + names.map("&%s_subject, "::formatted).collect(Collectors.joining())
        + "0};\n";
  }

  private static String text(Program program) {
    return """
        #include "NAME.h"
        #include "NAME.h"
        static const struct place NAME_inputs[] = INPUTS;
        static const struct place NAME_outputs[] = OUTPUTS;
        static int NAME_go(const void *const *in, void *const *out, void *workspace) {
          return NAME_run(ARGUMENTSworkspace);
        }
        static const struct subject NAME_subject = {
            "NAME", {CAPITALS_WORKSPACE_SIZE, 64}, COUNTS, NAME_inputs, NAME_outputs, NAME_go};

        """
        .replace("INPUTS", places(program.inputs()))
        .replace("OUTPUTS", places(program.outputs()))
        .replace("COUNTS", program.inputs().size() + ", " + program.outputs().size())
        .replace("ARGUMENTS", arguments(program.inputs()) + arguments(program.outputs()))
        .replace("CAPITALS", program.name().toUpperCase(Locale.ROOT))
        .replace("NAME", program.name());
  }

  private static String places(List<Port> ports) {
    return ports.stream()
        .map(PortBytes::new)
        .map(bytes -> "{%d, %d}, ".formatted(bytes.count(), bytes.width()))
        .collect(Collectors.joining("", "{", "{0, 1}}"));
  }

  private static String arguments(List<Port> ports) {
    return IntStream.range(0, ports.size())
        .mapToObj(
            i ->
                ports.get(i).isOutput()
                    ? "(%s *)out[%d], ".formatted(type(ports.get(i)), i)
                    : "(const %s *)in[%d], ".formatted(type(ports.get(i)), i))
        .collect(Collectors.joining());
  }

  private static String type(Port port) {
    ElementType elements = port.type().elementType();
    return elements.isFloat()
        ? "float"
        : (elements.minimum() == 0 ? "uint" : "int") + elements.bits() + "_t";
  }
}
