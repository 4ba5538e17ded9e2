package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.onnx.operator.OnnxImporters;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/onnx.md} says what is so. */
final class OnnxDocTest {
  private static final Path PAGE = Path.of(System.getProperty("repqc.root"), "docs", "onnx.md");

  @Test
  void listsTheOperators() throws IOException {
    String page = Files.readString(PAGE);
    String list = page.substring(page.indexOf("otherwise:"), page.indexOf("Local functions"));
    List<String> listed =
        Pattern.compile("[A-Za-z][\\w.]+(?=[,\\n])")
            .matcher(list)
            .results()
            .map(match -> match.group())
            .toList();

    var absent = new TreeSet<>(OnnxImporters.TABLE.keySet());
    absent.removeAll(listed);
    var stale = new TreeSet<>(listed);
    stale.removeAll(OnnxImporters.TABLE.keySet());
    assertEquals(
        "[] []", absent + " " + stale, "operators that docs/onnx.md lacks, and that it invents");
  }

  @Test
  void showsMessagesAsTheyAre() throws IOException {
    String problem =
        new ModelFile()
            .input("x", TensorType.f32(1, 3))
            .node("Covn", "a", node -> node.setName("stem/conv1"), "x")
            .node("Add", "y", node -> node.setName("head/add"), "a", "skip")
            .output("y")
            .problem();

    assertTrue(Files.readString(PAGE).contains("\n" + problem + "\n"), problem);
  }
}
