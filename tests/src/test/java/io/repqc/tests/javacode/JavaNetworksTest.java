package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.codegen.Targets;
import io.repqc.tests.models.Network;
import io.repqc.tests.nativecode.IntegerNetworks;
import io.repqc.tests.nativecode.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Generated Java of every network at hand gives the interpreter's bytes, by every engine. */
final class JavaNetworksTest {
  private static final boolean IS_ALL = System.getProperty("repqc.native", "").equals("all");

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> giveTheInterpretersBytes() throws IOException {
    return Network.all().stream()
        .filter(network -> IS_ALL || network.name().startsWith("examples"))
        .map(network -> dynamicTest(network.name(), () -> check(network)));
  }

  private static void check(Network network) throws Exception {
    Sample sample = IntegerNetworks.sample(network);
    List<Sample> samples = List.of(sample);
    JavaModels.compile(folder.resolve(sample.name()), List.of(Targets.JAVA_PLAIN), samples, true)
        .forEach(JavaModel::check);
    if (VectorKernels.isThere()) {
      Path vector = folder.resolve(sample.name() + " vector");
      JavaModels.write(vector, List.of(Targets.JAVA_PLAIN, Targets.JAVA_VECTOR), samples);
      VectorKernels kernels =
          VectorKernels.compile(vector, "PREFERRED", VectorKernels.Use.BY_TURNS);
      assertEquals(
          "", kernels.run(VectorNetworks.class, kernels.classes().toString(), network.name()));
    }
    if (NativeBuild.isThere()) {
      Path compiled = folder.resolve(sample.name() + " native");
      List<JavaModel> models =
          JavaModels.write(compiled, List.of(Targets.JAVA_PLAIN), NativeBuild.compiler(), samples);
      Javac.compile(compiled.resolve("source"), compiled.resolve("classes"), List.of());
      models.forEach(model -> model.check(NativeBuild.ENGINE));
    }
  }
}
