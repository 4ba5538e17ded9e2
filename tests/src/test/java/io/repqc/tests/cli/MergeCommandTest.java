package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MergeCommandTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("repqc.root", ".."), "tests/golden/cli/merge.txt");

  /** A border of zeros around a biased value, and a depthwise and a pointwise convolution. */
  private static final String STUBBORN =
      """
      input %x : f32[1,4,6,6]
      parameter %stem : f32[4,4,3,3] trainable = random(1, -0.5, 0.5)
      parameter %depthwise : f32[4,1,3,3] trainable = random(2, -0.5, 0.5)
      parameter %pointwise : f32[8,4,1,1] trainable = random(3, -0.5, 0.5)
      parameter %bias : f32[4] trainable = random(4, -0.5, 0.5)
      parameter %wide : f32[8] trainable = random(5, -0.5, 0.5)
      %a = convolution(%x, %stem, %bias, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
      %b = convolution(%a, %depthwise, %bias, strides=[1,1], dilations=[1,1], before=[1,1], after=[1,1], groups=4)
      %c = convolution(%b, %pointwise, %wide, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
      output %c
      """;

  @TempDir Path folder;

  @Test
  void reportsOnTheExample() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("merge", CommandLineRun.EXAMPLE, "--report", "--explain");

    assertEquals("", run.err());
    assertEquals(0, run.status());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, run.out());
    }
    assertEquals(
        Files.readString(GOLDEN), run.out(), "to accept it: mvn test ... -Dgolden.update=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"merged.onnx", "merged.rq"})
  void writesWhatComputesTheSame(String name) {
    Path merged = folder.resolve(name);

    assertEquals("", merge("-o", merged).err());

    assertSame(merged);
    String layers = CommandLineRun.of("inspect", merged).out().replaceAll(" +", " ");
    assertTrue(
        layers.contains("\nlayers 6 convolution, 6 clamp, 1 reduce_mean, 1 linear\n"), layers);
    assertTrue(layers.contains("\nimage input, any batch f32[1,3,32,32]\n"), layers);
    assertTrue(layers.contains("\n/body/body.2/Add_1_output_0 convolution"), layers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"expressions.onnx", "expressions.rq"})
  void keepsTheExpressionsOfTheParameters(String name) {
    Path merged = folder.resolve(name);

    assertEquals("", merge("-o", merged, "--keep-expressions").err());

    assertSame(merged);
    String facts = CommandLineRun.of("inspect", merged).out();
    assertTrue(facts.contains("1,769,792 multiply-accumulates"), facts);
  }

  @Test
  void aTextKeepsWhatIsTrainable() {
    Path merged = folder.resolve("expressions.rq");

    merge("-o", merged, "--keep-expressions");

    String facts = CommandLineRun.of("inspect", merged).out().replaceAll("\\s+", " ");
    assertTrue(facts.contains("22,250 trainable in 42 tensors; 560 frozen in 28 tensors"), facts);
  }

  private void assertSame(Path merged) {
    SplittableRandom random = new SplittableRandom(3);
    TensorType type = new TensorType(ElementType.F32, Shape.of(2, 3, 32, 32));
    Path images = folder.resolve("images.npy");
    TensorFiles.write(images, Tensor.generate(type, i -> random.nextDouble()));
    CommandLineRun.of("run", CommandLineRun.EXAMPLE, "--input", images, "-o", folder);
    Path expected = folder.resolve("output_0.npy");

    CommandLineRun run =
        CommandLineRun.of(
            "run", merged, "--input", images, "--expect", expected, "--rtol", 1e-5, "--atol", 1e-5);

    assertEquals(0, run.status(), () -> run.out() + run.err());
  }

  @Test
  void trainsWhatItIsTold() {
    Path merged = folder.resolve("merged.rq");

    merge("-o", merged, "--keep-expressions", "--freeze", "*", "--train", "body.1.a.0.weight");

    String facts = CommandLineRun.of("inspect", merged).out();
    assertTrue(facts.contains("1,152 trainable in 1 tensor;"), facts);
  }

  @Test
  void explainsWhatStaysAsItIs() throws IOException {
    Path network = Files.writeString(folder.resolve("network.rq"), STUBBORN);

    CommandLineRun run = CommandLineRun.of("merge", network, "--report", "--explain");

    assertEquals(
        """
        network      before  after
        convolution       3      3
        layers            3      3
        parameters      224    224
        MACs          3,392  3,392

        no part of it merges

        merge: zeros border a value whose own kernel still reaches its source there
          %b

        merge: kept: one op from %a on would cost 4,608 multiply-adds, as it is 1,088
          %c
        """,
        run.out());
  }

  @Test
  void drawsBothNetworks() throws Exception {
    Path picture = folder.resolve("both.svg");

    assertEquals("", merge("--svg", picture).err());

    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    String svg = Files.readString(picture);
    assertTrue(svg.indexOf(">before<") < svg.indexOf(">after<"));
    assertEquals(12 + 6 + 2, svg.split("<g class='box convolution'>", -1).length - 1);
  }

  @Test
  void refusesWhatItCannotWriteBeforeItWorks() throws IOException {
    Path none = folder.resolve("none/merged.onnx");
    Path text = folder.resolve("merged.txt");
    Path network = Files.writeString(folder.resolve("network.rq"), STUBBORN);

    assertEquals(
        failed("%s: found an unknown kind of file, expected .onnx or .rq".formatted(text)),
        CommandLineRun.of("merge", folder.resolve("missing.onnx"), "-o", text));
    assertEquals(
        failed("%s: cannot be written: there is no folder %s".formatted(none, none.getParent())),
        merge("-o", none));
    assertEquals(
        failed(
            network
                + ": a .rq file states its shapes and what is trainable;"
                + " input shapes, --freeze and --train are for .onnx files"),
        CommandLineRun.of("merge", network, "--freeze", "*"));
    assertFalse(Files.exists(text));
  }

  private static CommandLineRun failed(String message) {
    return new CommandLineRun(1, "", "repqc: " + message + "\n");
  }

  private static CommandLineRun merge(Object... options) {
    Object[] arguments = new Object[options.length + 2];
    arguments[0] = "merge";
    arguments[1] = CommandLineRun.EXAMPLE;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }
}
