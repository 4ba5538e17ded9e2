package io.repqc.tests.javacode;

import io.repqc.codegen.Targets;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.nativecode.Sample;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Says which engine computes a network, when its answers were right. */
final class EngineReport {
  static final Sample SAMPLE = Sample.random(5);

  private EngineReport() {}

  /** Given a folder of classes. */
  public static void main(String... arguments) throws Exception {
    Path classes = Path.of(arguments[0]);
    try (URLClassLoader loader = JavaModels.loader(classes)) {
      Class<?> type = loader.loadClass(SAMPLE.name() + "." + JavaModels.CLASS);
      new JavaModel(
              SAMPLE,
              Lowering.of(SAMPLE.model(), Targets.JAVA_PLAIN, SAMPLE.name(), false),
              classes)
          .check(type);
      System.out.print(type.getMethod("engine").invoke(null));
    }
  }
}
