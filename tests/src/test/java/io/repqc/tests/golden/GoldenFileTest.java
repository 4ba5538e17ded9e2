package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class GoldenFileTest {
  private static final String FILE =
      """
      one
      ----
      old
      and long
      ====

      two

      ----
      old
      ====
      three
      """;

  @Test
  void keepsWhatIsGivenAndReplacesWhatComesOfIt() {
    assertEquals(
        """
        one
        ----
        ONE
        ====
        two
        ----
        TWO
        ====
        three
        ----
        THREE
        """,
        new GoldenFile(FILE)
            .rewritten(text -> text.strip().toUpperCase(Locale.ROOT) + "\n\n")
            .text());
  }

  @Test
  void whatIsGivenStandsInItsLine() {
    GoldenFile file =
        new GoldenFile(FILE).rewritten(text -> "line " + (1 + text.indexOf(text.strip())));

    assertEquals(
        """
        one
        ----
        line 1
        ====
        two
        ----
        line 5
        ====
        three
        ----
        line 9
        """,
        file.text());
    assertEquals(
        file.text(), file.rewritten(text -> "line " + (1 + text.indexOf(text.strip()))).text());
  }
}
