package io.repqc.tests.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.text.IrPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/ir-format.md} are what they say. */
final class FormatDocumentTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```rq\n(.*?)^```");
  private static final Pattern INDENTED = Pattern.compile("(?m)(?:^    .*\n)+");

  @Test
  void everyExampleReadsAndComesBack() throws IOException {
    List<String> examples =
        EXAMPLE.matcher(document()).results().map(match -> match.group(1)).toList();

    assertEquals(5, examples.size());
    for (String example : examples) {
      Model model = RqReader.parse(example, "example.rq", Map.of());
      String text = IrPrinter.print(model);
      Model back = RqReader.parse(text, "example.rq", IrPrinter.data(model));
      assertEquals(Optional.empty(), model.difference(back));
      assertEquals(text, IrPrinter.print(back));
    }
  }

  @Test
  void theErrorsAreWhatTheReaderSays() throws IOException {
    String document = document();
    List<String> blocks =
        INDENTED
            .matcher(document.substring(document.indexOf("## Errors")))
            .results()
            .map(MatchResult::group)
            .map(block -> block.lines().map(String::strip).collect(Collectors.joining("\n")))
            .toList();

    ModelException e =
        assertThrows(
            ModelException.class, () -> RqReader.parse(blocks.get(0), "graph.rq", Map.of()));

    assertEquals(blocks.get(1), e.getMessage());
  }

  @Test
  void theFirstExampleIsPrintedInColumns() throws IOException {
    String example = EXAMPLE.matcher(document()).results().findFirst().orElseThrow().group(1);

    String text = IrPrinter.print(RqReader.parse(example, "example.rq", Map.of()));

    assertTrue(
        text.contains(
            """
            parameter %dense.bias       : f32[2] trainable       = [0.25, -0.25]
            """),
        text);
    assertTrue(
        text.contains(
            """
            %sum       : f32[1,2,4,4] = add(%dense, %pointwise)
            %relu      : f32[1,2,4,4] = clamp(%sum, high=inf)
            """),
        text);
  }

  private static String document() throws IOException {
    return Files.readString(Path.of(System.getProperty("repqc.root", ".."), "docs/ir-format.md"));
  }
}
