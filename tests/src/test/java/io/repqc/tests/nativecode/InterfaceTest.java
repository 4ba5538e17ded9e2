package io.repqc.tests.nativecode;

import static io.repqc.tests.nativecode.CCompiler.GCC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.codegen.Program;
import io.repqc.codegen.Targets;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.c.TestVector;
import io.repqc.codegen.c.Weights;
import io.repqc.codegen.lower.Lowering;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a header promises to who calls a generated network. */
final class InterfaceTest {
  private static final List<String> STRICT =
      List.of("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-pedantic", "-Werror", "-I.");
  private static final long SEED = 5;

  /** A byte of the digest in the header of the weights. */
  private static final int DIGEST = 17;

  @TempDir Path folder;

  private final Sample sample = Sample.random(SEED);
  private final String name = sample.name();
  private Program program;

  @BeforeEach
  void assumeCompiler() {
    GCC.assume();
  }

  private String header(Weights weights) throws IOException {
    program = Lowering.of(sample.model(), Targets.PORTABLE, name, false);
    TestVector vector =
        new TestVector(
            program.inputs().stream()
                .map(port -> sample.inputs().get(0).get(port.value().name()))
                .toList(),
            sample.model().graph().outputs().stream()
                .map(output -> sample.expected().get(0).get(output.name()))
                .toList());
    for (Map.Entry<String, byte[]> file :
        CPrinter.print(program, weights, Optional.of(vector)).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return Files.readString(folder.resolve(name + ".h"));
  }

  /** What the comment at the top shows. */
  private static String example(String header) {
    return header
        .lines()
        .takeWhile(line -> !line.equals(" */"))
        .filter(line -> line.startsWith(" *     ") || line.equals(" *"))
        .map(line -> line.substring(Math.min(line.length(), 7)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @ParameterizedTest
  @EnumSource(Weights.class)
  void theExampleOfTheHeaderCompiles(Weights weights) throws IOException {
    String example = example(header(weights));
    String parameters = weights == Weights.BINARY ? "const void *weights" : "void";
    String signature = "int example(%s)".formatted(parameters);
    assertTrue(example.contains(signature + " {\n"), example);
    Files.writeString(
        folder.resolve("example.c"),
        "%s#include \"%s.h\"\n"
            .formatted(example.replace(signature, signature + ";\n" + signature), name));
    Files.copy(folder.resolve("example.c"), folder.resolve("example.cpp"));

    GCC.compile(folder, CCompiler.join(STRICT, List.of("-std=c99", "-c", "example.c")));
    GCC.compile(folder, CCompiler.join(STRICT, List.of("-std=c11", "-c", "example.c")));
    GCC.compile(folder, CCompiler.join(STRICT, List.of("-std=c++98", "-c", "example.cpp")));
    GCC.compile(folder, CCompiler.join(STRICT, List.of("-std=c++17", "-c", "example.cpp")));
  }

  /** Where the weights are changes neither an answer nor what must be refused. */
  @ParameterizedTest
  @EnumSource(Weights.class)
  void refusesWhatItCannotWorkWith(Weights weights) throws IOException {
    header(weights);
    boolean isGiven = weights == Weights.BINARY;
    String given = isGiven ? "weights, " : "";
    List<String> ports = new ArrayList<>();
    program.inputs().forEach(port -> ports.add("(void *)port_" + ports.size() + ", "));
    program.outputs().forEach(port -> ports.add("(void *)port_" + ports.size() + ", "));
    String all = String.join("", ports);
    String allButOne = all.replace(ports.get(0), "0, ");
    String prefix = name.toUpperCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    text.append("#include \"%s.h\"\n#include <stdio.h>\n".formatted(name));
    for (int i = 0; i < ports.size(); i++) {
      text.append("static double port_%d[100000];\n".formatted(i));
    }
    text.append("%s_WORKSPACE(workspace);\n".formatted(prefix));
    text.append(
        """
        static union { double aligned; unsigned char bytes[4000000]; } file;

        int main(void) {
          unsigned char *weights = file.bytes + (64 - (uintptr_t)file.bytes %% 64) %% 64;
          FILE *stream = fopen("%1$s_weights.bin", "rb");
          if (stream) {
            fread(weights, 1, 3000000, stream);
            fclose(stream);
          }
          printf("%%d", %1$s_self_test(%2$sworkspace));
          printf(" %%d", %1$s_run(%3$s%2$sworkspace));
          printf(" %%d", %1$s_run(%4$s%2$s0));
          printf(" %%d", %1$s_run(%4$s%2$sworkspace + 1));
        #if %5$d
          printf(" %%d", %1$s_run(%4$sweights + 4, workspace));
          weights[%6$d] ^= 1;
          printf(" %%d", %1$s_run(%4$sweights, workspace));
        #endif
          return 0;
        }
        """
            .formatted(name, given, allButOne, all, isGiven ? 1 : 0, DIGEST));
    Files.writeString(folder.resolve("main.c"), text.toString());
    List<String> sources = new ArrayList<>(List.of("main.c", name + "_test.c", name + ".c"));
    if (weights == Weights.SEPARATE) {
      sources.add(name + "_weights.c");
    }
    GCC.compile(
        folder,
        CCompiler.join(List.of("-w", "-O1"), CCompiler.join(sources, List.of("-o", "main"))));

    String said =
        new String(GCC.launch(folder.resolve("main"), new byte[0]), StandardCharsets.UTF_8);

    assertEquals(isGiven ? "0 1 1 2 2 3" : "0 1 1 2", said);
  }

  @Test
  void tellsAProfilerOfEachLayer() throws IOException {
    header(Weights.INLINE);
    String prefix = name.toUpperCase(Locale.ROOT);
    Files.writeString(
        folder.resolve("profile.c"),
        """
        #include <stdio.h>

        void hear(int layer, const char *name);

        void hear(int layer, const char *name) {
          printf("%d %s\\n", layer, name);
        }
        """);
    GCC.compile(
        folder,
        List.of(
            "-D" + prefix + "_HOOK=hear",
            "-D" + prefix + "_TEST_MAIN",
            name + ".c",
            name + "_test.c",
            "profile.c",
            "-o",
            "profile"));

    String said =
        new String(GCC.launch(folder.resolve("profile"), new byte[0]), StandardCharsets.UTF_8);

    List<String> lines = said.lines().toList();
    assertEquals(program.steps().size() + 1, lines.size());
    for (int i = 0; i < program.steps().size(); i++) {
      assertEquals(i + " " + program.steps().get(i).name(), lines.get(i));
    }
  }
}
