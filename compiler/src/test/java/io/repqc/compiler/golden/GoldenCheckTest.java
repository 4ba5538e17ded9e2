package io.repqc.compiler.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network is recorded, something happens to it, and the check says what. */
final class GoldenCheckTest {
  @TempDir Path folder;

  private Workplace work;

  @BeforeEach
  void record() {
    work = Workplace.in(folder);
    work.record();
  }

  @Test
  void nothingHappened() {
    GoldenResult result = work.check();

    assertEquals(
        List.of("%s: %s computes what was recorded".formatted(work.golden(), work.file("net.rq"))),
        result.lines());
    assertTrue(result.holds());
  }

  @ParameterizedTest
  @CsvSource({
    "first, relu, '%first.weight : f32[4,4] = [1.0,', '%first.weight : f32[4,4] = [-2.0,'",
    "second, relu2, '%second.weight : f32[4,4] = [0.5,', '%second.weight : f32[4,4] = [0.75,'",
    "third, third, '%third.bias : f32[3] = [0.5,', '%third.bias : f32[3] = [0.25,'"
  })
  void aWeightOfALayerChanged(String layer, String held, String from, String to) {
    work.change(from, to);

    GoldenResult result = work.check();

    assertTrue(result.text().contains("the first layer that differs is \"" + held + "\": "));
    assertEquals(
        List.of(
            "the weights are not what they were of \"%s\"".formatted(layer),
            "%s is not the file that it was".formatted(work.file("net.rq"))),
        result.hints());
    assertTrue(result.differences().get(0).startsWith("output \"scores\": "), result::text);
  }

  /** Of the levels, one step in the bias moves every number of a row by one. */
  @Test
  void whereAndByHowMuchAnOutputDiffers() {
    String line = work.read("net.golden").split("item 1\n  ")[1].split("\n")[0];
    String[] numbers = line.split(" ");
    int second = Integer.parseInt(numbers[1]);
    numbers[1] = Integer.toString(second - 3);
    numbers[2] = Integer.toString(Integer.parseInt(numbers[2]) + 2);
    work.write(
        "net.golden",
        work.read("net.golden")
            .replace("item 1\n  " + line + "\n", "item 1\n  " + String.join(" ", numbers) + "\n"));

    assertEquals(
        List.of(
            "output \"scores\": 2 of 12 numbers differ, by 3 at most; the first is item 1, [1]:"
                + " expected %d, found %d".formatted(second - 3, second)),
        work.check().differences());
  }

  @Test
  void onlyALayerWithinDiffers() {
    work.write(
        "net.golden",
        work.read("net.golden")
            .replaceFirst("layer \"sum\" \\w+", "layer \"sum\" 0123456789abcdef"));

    assertEquals(
        List.of(
            "the first layer that differs is \"sum\": computes other numbers; 1 of 5 layers differ"),
        work.check().differences());
  }

  @Test
  void onlyTheFileChanged() {
    work.write("net.rq", work.read("net.rq") + "# a remark\n");

    GoldenResult result = work.check();

    assertTrue(result.holds(), result::text);
    assertEquals(
        List.of("%s is not the file that it was".formatted(work.file("net.rq"))), result.hints());
  }

  @Test
  void layersWereRenamed() {
    work.write("net.rq", work.read("net.rq").replace("%relu2", "%active"));

    assertEquals(List.of("layer \"relu2\" is called \"active\" now"), work.check().differences());
  }

  @Test
  void layersWereRemovedAndAdded() {
    work.change("%sum = add(%relu2, %relu)", "%other = mul(%relu2, %relu)");
    work.change("linear(%sum", "linear(%other");

    List<String> differences = work.check().differences();

    assertTrue(differences.contains("there is no layer \"sum\" any more"), differences::toString);
    assertTrue(differences.contains("there was no layer \"other\""), differences::toString);
  }

  @Test
  void anOutputWasRenamedAndAnotherAdded() {
    work.change("as \"scores\"", "as \"logits\"\noutput %sum");

    List<String> differences = work.check().differences();

    assertEquals(
        List.of(
            "there is no output \"scores\" any more",
            "there was no output \"logits\"",
            "there was no output \"sum\""),
        differences.subList(0, 3));
  }

  @Test
  void anOutputHasAnotherShape() {
    work.change("f32[3,4] = [1.0, -0.5, 0.25, 0.5, ", "f32[2,4] = [");
    work.change("f32[3] = [0.5, 0.0, ", "f32[2] = [0.5, ");

    String first = work.check().differences().get(0);

    assertTrue(first.startsWith("output \"scores\": expected u8[1,3] scale "), first);
    assertTrue(first.contains(", found u8[1,2] scale "), first);
  }

  @Test
  void theDataChanged() {
    work.writeData(2);

    GoldenResult result = work.check();

    assertEquals(
        List.of("input \"x\": the numbers to run on are not those that were recorded"),
        result.differences());
    assertEquals(
        List.of("%s is not the file that it was".formatted(work.file("x.npy"))), result.hints());
  }

  @ParameterizedTest
  @CsvSource({"net.rq", "x.npy"})
  void aFileIsMissing(String name) throws IOException {
    Files.delete(work.file(name));

    GoldenResult result = work.check();

    assertFalse(result.holds());
    assertEquals(
        """
        %s: it cannot be checked
          %s: there is no such file or folder"""
            .formatted(work.golden(), work.file(name)),
        result.text());
  }

  @Test
  void theNetworkIsBroken() {
    work.change("%relu = clamp(%first", "%relu = clump(%first");

    String text = work.check().text();

    assertTrue(text.contains("net.rq:13:9: found the op \"clump\""), text);
  }

  @Test
  void theFolderMoved() throws IOException {
    Path moved = Files.createDirectory(folder.resolve("moved"));
    for (String name : List.of("net.rq", "x.npy", "net.golden")) {
      Files.move(work.file(name), moved.resolve(name));
    }

    GoldenResult result = GoldenCheck.run(moved.resolve("net.golden"), Stages.NONE);

    assertTrue(result.holds(), result::text);
  }
}
