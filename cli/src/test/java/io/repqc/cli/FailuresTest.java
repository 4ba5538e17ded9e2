package io.repqc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private final StringWriter err = new StringWriter();

  @Test
  void theUsersErrorsAreSaidOneByOneWithoutATrace() {
    int status = report(new ModelException(List.of("this", "that")));

    assertEquals(1, status);
    assertEquals(List.of("repqc: this", "repqc: that"), err.toString().lines().toList());
  }

  @Test
  void ourBugsComeWithATrace() {
    int status = report(new IrException("%y: add: operands differ"));

    assertEquals(70, status);
    assertTrue(err.toString().startsWith("repqc: this is a bug in repqc; please report it"));
    assertTrue(err.toString().contains("IrException: %y: add: operands differ"));
    assertTrue(err.toString().contains("at io.repqc.cli.FailuresTest.ourBugsComeWithATrace"));
  }

  @Test
  void tooLittleMemoryIsNoBug() {
    int status = report(new OutOfMemoryError("Java heap space"));

    assertEquals(1, status);
    assertTrue(err.toString().contains("JAVA_TOOL_OPTIONS=-Xmx8g"));
    assertFalse(err.toString().contains("\tat "));
  }

  private int report(Throwable failure) {
    return Failures.report(failure, new PrintWriter(err, true));
  }
}
