package io.repqc.tests.javacode;

import io.repqc.codegen.Targets;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.nativecode.Sample;
import java.nio.file.Path;

/** Says which engine computes a network, when its answers were right. */
final class EngineReport {
  static final Sample SAMPLE = Sample.random(5);

  private EngineReport() {}

  /** Its class is in the class path. */
  public static void main(String... arguments) throws ReflectiveOperationException {
    Class<?> type = Class.forName(SAMPLE.name() + "." + JavaModels.CLASS);
    new JavaModel(
            SAMPLE,
            Lowering.of(SAMPLE.model(), Targets.JAVA_PLAIN, SAMPLE.name(), false),
            Path.of("."))
        .check(type);
    System.out.print(type.getMethod("engine").invoke(null));
  }
}
