package io.repqc.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {

  @Test
  void showsHowFarTheWorkIs() {
    assertEquals(
        "running [##########                              ] 25 %, 3 s",
        ProgressBar.line("running", 1, 4, 3));
    assertEquals(
        "running [" + "#".repeat(40) + "] 100 %, 9 s", ProgressBar.line("running", 4, 4, 9));
  }

  @Test
  void quickWorkHasNone() {
    StringWriter terminal = new StringWriter();

    try (ProgressBar bar = new ProgressBar("running", new PrintWriter(terminal))) {
      bar.advance(1, 2);
      bar.advance(2, 2);
    }

    assertEquals("", terminal.toString());
  }
}
