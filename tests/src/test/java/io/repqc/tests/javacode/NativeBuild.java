package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.compiler.compile.CCompiler;
import io.repqc.ir.ModelException;
import java.util.Optional;

/** What it takes to call compiled C from Java, where that is at hand. */
final class NativeBuild {
  /** What the names of such classes end with. */
  static final String ENGINE = "Native";

  private static final int FIRST_RELEASE = 22;

  private NativeBuild() {}

  /** The test is skipped, and says so, on a JDK that cannot, or without a compiler. */
  static void assume() {
    if (!isThere()) {
      System.err.println("SKIPPED: the native engine, which needs a JDK 22 and a C compiler");
    }
    assumeTrue(isThere(), "skipped: the native engine needs a JDK 22 and a C compiler");
  }

  static boolean isThere() {
    return Runtime.version().feature() >= FIRST_RELEASE && find().isPresent();
  }

  static CCompiler compiler() {
    return find().orElseThrow();
  }

  private static Optional<CCompiler> find() {
    try {
      return Optional.of(CCompiler.find(Optional.empty())).filter(CCompiler::isForThisMachine);
    } catch (ModelException e) {
      return Optional.empty();
    }
  }
}
