package io.repqc.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.compiler.conformance.CaseResult;
import io.repqc.compiler.conformance.ConformanceSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * ONNX's own operator tests, from the folder {@code conformance} beside the checkout. What does not
 * pass is named in {@code conformance-exceptions.csv} with its reason.
 */
final class ConformanceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("repqc.shared", "../../shared"), "conformance");
  private static final Path EXCEPTIONS =
      Path.of(System.getProperty("repqc.root", ".."), "tests", "conformance-exceptions.csv");
  private static final int MOST_EXCEPTIONS = 12;

  @TestFactory
  Stream<DynamicTest> everyCasePassesOrIsExcused() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "skipped: ONNX's operator tests are not at " + FOLDER);
    Map<String, String> exceptions = exceptions();

    return ConformanceSuite.run(List.of(FOLDER)).stream()
        .map(result -> dynamicTest(result.name(), () -> check(result, exceptions)));
  }

  private static void check(CaseResult result, Map<String, String> exceptions) {
    if (exceptions.containsKey(result.name())) {
      assertFalse(result.passed(), "passes; take it out of " + EXCEPTIONS.getFileName());
    } else {
      assertEquals("", String.join("\n", result.problems()));
    }
  }

  @Test
  void exceptionsAreFewAndHaveReasons() throws IOException {
    Map<String, String> exceptions = exceptions();

    assertTrue(exceptions.size() <= MOST_EXCEPTIONS, exceptions.keySet()::toString);
    exceptions.forEach((name, reason) -> assertFalse(reason.isBlank(), name + " has no reason"));
  }

  /** Reasons by the name of the case. */
  private static Map<String, String> exceptions() throws IOException {
    Map<String, String> exceptions = new LinkedHashMap<>();
    for (String line : Files.readAllLines(EXCEPTIONS).stream().skip(1).toList()) {
      String[] columns = line.split(",", 2);
      exceptions.put(columns[0], columns[1]);
    }
    return exceptions;
  }
}
