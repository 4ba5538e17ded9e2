package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.text.IrPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectCommandTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("repqc.root", ".."), "tests/golden/cli/inspect.txt");
  private static final String HINT =
      "hint        no branches and no BatchNorm found: were they folded at export?";

  @TempDir Path folder;

  @Test
  void showsTheExample() throws IOException {
    CommandLineRun run = CommandLineRun.of("inspect", CommandLineRun.EXAMPLE);

    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 100));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, run.out());
    }
    assertEquals(
        Files.readString(GOLDEN), run.out(), "to accept it: mvn test ... -Dgolden.update=true");
  }

  @Test
  void listsWhichParametersAreTrainable() {
    CommandLineRun run =
        CommandLineRun.of(
            "inspect",
            CommandLineRun.EXAMPLE,
            "--parameters",
            "--freeze",
            "body.1.*",
            "--train",
            "body.1.a.0.weight");

    String lines = run.out().replaceAll(" +", " ");
    assertTrue(lines.contains("\nbody.1.a.0.weight f32[16,8,3,3] trainable\n"), lines);
    assertTrue(lines.contains("\nbody.1.b.0.weight f32[16,8,1,1] frozen\n"), lines);
    assertTrue(lines.contains("\nbody.2.a.0.weight f32[16,16,3,3] trainable\n"), lines);
    assertTrue(lines.contains("\nbody.2.a.1.running_var f32[16] frozen\n"), lines);
  }

  @Test
  void printsTheTextThatTheWriterWrites() throws IOException {
    Path text = folder.resolve("example.rq");

    CommandLineRun run =
        CommandLineRun.of("inspect", CommandLineRun.EXAMPLE, "--print", "-o", text);

    assertEquals(Files.readString(text), run.out());
    assertEquals(
        IrPrinter.print(OnnxReader.read(CommandLineRun.EXAMPLE, ImportOptions.DEFAULT)), run.out());
    assertEquals(
        CommandLineRun.of("inspect", CommandLineRun.EXAMPLE), CommandLineRun.of("inspect", text));
  }

  @Test
  void drawsThePicture() throws Exception {
    Path picture = folder.resolve("example.svg");

    CommandLineRun run = CommandLineRun.of("inspect", CommandLineRun.EXAMPLE, "--svg", picture);

    assertEquals(0, run.status());
    var document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertTrue(document.getElementsByTagName("rect").getLength() > 40);
  }

  @Test
  void asksWhetherBranchesWereFolded() throws IOException {
    String chain =
        """
        input %x : f32[1,2,4,4] batched
        parameter %w : f32[2,2,1,1] trainable = [1,2,3,4]
        parameter %b : f32[2] trainable = [0,0]
        %a = convolution(%x, %w, %b, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
        """;
    String second =
        "%c = convolution(%x, %w, %b, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)\n";

    assertTrue(inspect(chain + "output %a\n").contains(HINT));
    assertTrue(inspect(chain + "%s = add(%a, %x)\noutput %s\n").contains(HINT));
    assertFalse(inspect(chain + second + "%s = add(%a, %c)\noutput %s\n").contains("hint"));
    assertFalse(
        inspect(chain + second + "%s = concat([%a, %c], axis=1)\noutput %s\n").contains("hint"));
    assertFalse(
        inspect(chain + "%n = batch_norm(%a, %b, %b, %b, %b, epsilon=1.0)\noutput %n\n")
            .contains("hint"));
    assertFalse(inspect("input %x : f32[1,2]\n%a = exp(%x)\noutput %a\n").contains("hint"));
  }

  private String inspect(String text) throws IOException {
    Path file = folder.resolve("network.rq");
    Files.writeString(file, text);
    CommandLineRun run = CommandLineRun.of("inspect", file);
    assertEquals("", run.err());
    return run.out();
  }
}
