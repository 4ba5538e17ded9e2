package io.repqc.codegen.c;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a C file with a function that runs a program and compares what it answers. */
final class SelfTest {
  private final Program program;
  private final CNames names;
  private final Weights weights;
  private final TestVector vector;

  SelfTest(Program program, CNames names, Weights weights, TestVector vector) {
    this.program = program;
    this.names = names;
    this.weights = weights;
    this.vector = vector;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(introduction());
    text.append("#include \"%s.h\"\n\n#include <stddef.h>\n\n".formatted(names.program()));
    for (int i = 0; i < program.inputs().size(); i++) {
      Port port = program.inputs().get(i);
      text.append(array(port, "input_" + i, vector.inputs().get(i)));
    }
    for (int i = 0; i < program.outputs().size(); i++) {
      Port port = program.outputs().get(i);
      text.append(array(port, "expected_" + i, vector.outputs().get(i)));
      text.append(
          "static %s output_%d[%s];\n\n".formatted(type(port), i, names.macro(port, "SIZE")));
    }
    return text.append(test()).append(main()).toString();
  }

  private String introduction() {
    return Introduction.comment(
        List.of(
            "A test of "
                + names.program()
                + ": one input, and what the network answers to it, to the bit.",
            "",
            names.prefixed("self_test")
                + " returns 0 if it does, what the run returned if it did not run,",
            "and -1 if an answer is another. A program of its own comes of",
            "",
            "    cc -std=c99 -O2 -D%s %s -o %s"
                .formatted(names.macro("TEST_MAIN"), sources(), names.prefixed("test")),
            "",
            "which ends with that status"
                + (weights == Weights.BINARY
                    ? "; it takes the path of %s.".formatted(names.prefixed("weights.bin"))
                    : ".")));
  }

  private String sources() {
    Stream<String> files = Stream.of(names.prefixed("test.c"), names.program() + ".c");
    return (weights == Weights.SEPARATE
            ? Stream.concat(files, Stream.of(names.prefixed("weights.c")))
            : files)
        .collect(Collectors.joining(" "));
  }

  private static String type(Port port) {
    return CNames.type(port.type().elementType());
  }

  private String array(Port port, String name, Tensor tensor) {
    return "static const %s %s[%s] = {\n%s};\n\n"
        .formatted(type(port), name, names.macro(port, "SIZE"), Literals.lines(laid(port, tensor)));
  }

  /** The numbers in the order in which the port has them. */
  private static Object laid(Port port, Tensor tensor) {
    Shape shape = tensor.shape();
    List<Integer> dims = port.order().stream().map(shape::dim).toList();
    int[] sources = new int[shape.count()];
    for (int i = 0; i < sources.length; i++) {
      int rest = i;
      int[] index = new int[shape.rank()];
      for (int j = dims.size() - 1; j >= 0; j--) {
        index[port.order().get(j)] = rest % dims.get(j);
        rest /= dims.get(j);
      }
      for (int axis = 0; axis < index.length; axis++) {
        sources[i] = sources[i] * shape.dim(axis) + index[axis];
      }
    }
    Tensor turned = tensor.pick(shape, sources);
    return tensor.elementType().isFloat() ? turned.floats() : turned.toInts();
  }

  private String test() {
    boolean isGiven = weights == Weights.BINARY;
    String arguments =
        Stream.of(
                numbered("input_", program.inputs().size()),
                numbered("output_", program.outputs().size()),
                isGiven ? Stream.of("weights", "workspace") : Stream.of("workspace"))
            .flatMap(each -> each)
            .collect(Collectors.joining(", "));
    String compared =
        numbered("", program.outputs().size())
            .map(i -> "are_equal(output_%1$s, expected_%1$s, sizeof expected_%1$s)".formatted(i))
            .collect(Collectors.joining("\n      && "));
    return """
        static int are_equal(const void *one, const void *other, size_t bytes) {
          const unsigned char *a = one;
          const unsigned char *b = other;
          for (size_t i = 0; i < bytes; i++) {
            if (a[i] != b[i]) {
              return 0;
            }
          }
          return 1;
        }

        int %1$s(%2$svoid *workspace) {
          int result = %3$s(%4$s);
          if (result != %5$s) {
            return result;
          }
          return %6$s ? 0 : -1;
        }

        """
        .formatted(
            names.prefixed("self_test"),
            isGiven ? "const void *weights, " : "",
            names.prefixed("run"),
            arguments,
            names.macro("OK"),
            compared);
  }

  private static Stream<String> numbered(String prefix, int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(i -> prefix + i);
  }

  private String main() {
    String body = weights == Weights.BINARY ? readingMain() : plainMain();
    return "#ifdef %s\n%s#endif\n".formatted(names.macro("TEST_MAIN"), body);
  }

  private String plainMain() {
    return """
        %s(workspace);

        int main(void) {
          return %s(workspace);
        }
        """
        .formatted(names.macro("WORKSPACE"), names.prefixed("self_test"));
  }

  /** The memory for the weights is declared as that for a workspace is, but of another size. */
  private String readingMain() {
    return """
        #include <stdio.h>

        %1$s(workspace);
        static unsigned char file[%2$s_SIZE + %3$d];

        int main(int count, char **arguments) {
          size_t gap = (%3$d - (uintptr_t)file %% %3$d) %% %3$d;
          FILE *stream = count > 1 ? fopen(arguments[1], "rb") : NULL;
          if (!stream || fread(file + gap, 1, %2$s_SIZE, stream) != %2$s_SIZE) {
            return 1;
          }
          fclose(stream);
          return %4$s(file + gap, workspace);
        }
        """
        .formatted(
            names.macro("WORKSPACE"),
            names.macro("WEIGHTS"),
            Program.ALIGNMENT,
            names.prefixed("self_test"));
  }
}
