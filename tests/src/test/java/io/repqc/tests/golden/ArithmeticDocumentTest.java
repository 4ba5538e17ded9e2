package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The examples of {@code docs/arithmetic.md} evaluate to what stands below their rulers. {@code
 * -Dgolden.update=true} rewrites that.
 */
final class ArithmeticDocumentTest {
  private static final Path PAGE =
      Path.of(System.getProperty("repqc.root", ".."), "docs", "arithmetic.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)(?<=^```rq\n)(.*?)(?=^```)");

  @Test
  void everyExampleGivesWhatItSays() throws IOException {
    String page = Files.readString(PAGE);
    Matcher examples = EXAMPLE.matcher(page);
    assertTrue(examples.results().count() >= 10);

    String actual =
        examples.replaceAll(example -> Matcher.quoteReplacement(evaluated(example.group())));

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, actual);
    }
    assertEquals(Files.readString(PAGE), actual);
  }

  private static String evaluated(String example) {
    return new GoldenFile(example).rewritten(text -> OpEvaluation.run(text, "example.rq")).text();
  }
}
