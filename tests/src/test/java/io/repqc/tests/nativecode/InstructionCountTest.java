package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.codegen.Program;
import io.repqc.codegen.Targets;
import io.repqc.ir.Tensor;
import io.repqc.tests.models.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many instructions a Cortex-M4 takes for a network from floats to floats, compiled with -O2,
 * as an emulator counts them.
 */
final class InstructionCountTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("repqc.shared"), "tools/cortex-m/count.sh");
  private static final Pattern COUNT = Pattern.compile("insns (\\d+)");

  private static final Map<String, Integer> MOST =
      Map.of(
          "models/mlperf-tiny/ad_qdq/", 500_000,
          "models/mlperf-tiny/ic_qdq/", 16_000_000,
          "models/mlperf-tiny/kws_dscnn_qdq/", 4_800_000,
          "models/mlperf-tiny/vww_mbv1_qdq/", 14_500_000);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> isLow() throws IOException {
    return Network.all().stream()
        .flatMap(
            network ->
                MOST.entrySet().stream()
                    .filter(most -> network.name().startsWith(most.getKey()))
                    .map(
                        most ->
                            dynamicTest(network.name(), () -> check(network, most.getValue()))));
  }

  private void check(Network network, int most) throws IOException {
    Boards.CORTEX_M4.assume();
    CCompiler.GCC.assume();
    Sample sample = IntegerNetworks.sample(network);
    Path files = folder.resolve(sample.name());
    GeneratedModels models = GeneratedModels.write(files, Targets.CORTEX_M4, List.of(sample));
    Files.writeString(files.resolve("main.c"), caller(models.programs().get(0), sample));
    List<String> words = List.of(SCRIPT.toString(), "m4", "out", "-std=c99 -O2 -I.", "main.c");
    Command command = Command.run(files, new byte[0], CCompiler.join(words, models.sources()));
    command.outputOfSuccess();
    Matcher count = COUNT.matcher(command.messages());
    assertTrue(count.find(), command::messages);
    int found = Integer.parseInt(count.group(1));
    assertTrue(found < most, () -> "%,d instructions".formatted(found));
  }

  /** Runs the last of a network's inputs; where that fails, the counting does not end. */
  private static String caller(Program program, Sample sample) {
    Tensor input = sample.inputs().get(sample.inputs().size() - 1).values().iterator().next();
    return """
        #include "board.h"
        #include "NAME.h"
        static const float x[] = {NUMBERS};
        static float y[COUNT];
        CAPITALS_WORKSPACE(workspace);
        int main(void) {
          bench_begin();
          if (NAME_run(x, y, workspace) == 0) {
            bench_end();
          }
          return 0;
        }
        """
        .replace("NUMBERS", numbers(input))
        .replace("COUNT", "" + program.outputs().get(0).type().shape().count())
        .replace("CAPITALS", program.name().toUpperCase(Locale.ROOT))
        .replace("NAME", program.name());
  }

  private static String numbers(Tensor tensor) {
    return IntStream.range(0, tensor.count())
        .mapToObj(i -> Float.toHexString((float) tensor.number(i)) + "f")
        .collect(Collectors.joining(", "));
  }
}
