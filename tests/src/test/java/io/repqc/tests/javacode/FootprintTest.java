package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.codegen.Targets;
import io.repqc.tests.models.Network;
import io.repqc.tests.nativecode.Command;
import io.repqc.tests.nativecode.IntegerNetworks;
import io.repqc.tests.nativecode.Sample;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** How large small networks in plain Java are: as a jar, and in the memory of a JVM. */
final class FootprintTest {
  private static final List<String> SMALL =
      List.of("examples/repvgg-shapes.onnx", "models/bench/resnet8.qdq_u8s8.onnx");

  private static final long MOST_OF_A_JAR = 250_000;
  private static final long MOST_MEMORY = 10_000_000;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> smallNetworksTakeLittle() throws IOException {
    List<Network> networks =
        Network.all().stream().filter(network -> SMALL.contains(network.name())).toList();
    if (networks.size() < SMALL.size()) {
      System.err.println("SKIPPED: some of " + SMALL + ", which are not at hand");
    }
    return networks.stream().map(network -> dynamicTest(network.name(), () -> check(network)));
  }

  private void check(Network network) throws Exception {
    Sample sample = IntegerNetworks.sample(network);
    Path own = folder.resolve(sample.name());
    JavaModel model =
        JavaModels.compile(own, List.of(Targets.JAVA_PLAIN), List.of(sample), false).get(0);
    Path jar = own.resolve("network.jar");
    pack(model.classes(), jar);

    long size = Files.size(jar);
    assertTrue(size < MOST_OF_A_JAR, () -> "the jar has " + size + " bytes");

    long memory = memory(jar, arguments(model)) - memory(jar, List.of());
    assertTrue(memory < MOST_MEMORY, () -> "a run takes " + memory + " bytes");
  }

  private static void pack(Path classes, Path jar) {
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-c", "-f", jar.toString(), "-C", classes.toString(), ".");
    assertEquals(0, status);
  }

  /** The class, and how long the arrays are that it takes. */
  private static List<String> arguments(JavaModel model) {
    Program program = model.program();
    List<String> arguments = new ArrayList<>();
    arguments.add(model.sample().name() + "." + JavaModels.CLASS);
    Stream.concat(program.inputs().stream(), program.outputs().stream())
        .map(Port::type)
        .forEach(type -> arguments.add("" + type.shape().count()));
    return arguments;
  }

  /** What a JVM of its own says. */
  private long memory(Path jar, List<String> arguments) throws URISyntaxException {
    Path tests =
        Path.of(MemoryReport.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                tests + File.pathSeparator + jar,
                MemoryReport.class.getName()));
    words.addAll(arguments);
    byte[] said = Command.run(folder, new byte[0], words).outputOfSuccess();
    return Long.parseLong(new String(said, StandardCharsets.UTF_8));
  }
}
