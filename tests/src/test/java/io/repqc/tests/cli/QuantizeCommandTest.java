package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.cli.shapes.ShapesDataSet;
import io.repqc.cli.shapes.ShapesFiles;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantizeCommandTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("repqc.root", ".."), "tests/golden/cli/quantize.txt");
  private static final int IMAGES = 200;
  private static final int CALIBRATED = 32;

  /** Shapes and their labels, others to calibrate on. */
  @TempDir static Path data;

  @TempDir Path folder;

  @BeforeAll
  static void drawShapes() throws IOException {
    new ShapesFiles(ShapesDataSet.draw(IMAGES, 32, 2)).writeArrays(data);
    new ShapesFiles(ShapesDataSet.draw(CALIBRATED, 32, 1)).writeArrays(data.resolve("train"));
  }

  @Test
  void reportsOnTheExample() throws IOException {
    CommandLineRun run =
        quantize(
            "--report", "--explain", "--evaluate", images(), "--labels", data.resolve("y.npy"));

    assertEquals("", run.err());
    assertEquals(0, run.status());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, run.out());
    }
    assertEquals(
        Files.readString(GOLDEN), run.out(), "to accept it: mvn test ... -Dgolden.update=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small.onnx", "small.rq"})
  void writesWhatAnswersAsWell(String name) {
    Path small = folder.resolve(name);

    assertEquals("", quantize("-o", small).err());

    CommandLineRun.of("run", CommandLineRun.EXAMPLE, "--input", images(), "-o", folder);
    CommandLineRun.of("run", small, "--input", images(), "-o", folder.resolve("small"));
    assertTrue(agreement("output_0.npy", "small/output_0.npy") >= 0.95);
  }

  /** The network ends in a mean, and so takes images of any size. */
  @Test
  void calibratesOnImagesOfAnotherSize() throws IOException {
    Path large = folder.resolve("large");
    new ShapesFiles(ShapesDataSet.draw(CALIBRATED, 48, 1)).writeArrays(large);
    Path small = folder.resolve("small.rq");

    CommandLineRun run =
        CommandLineRun.of(
            "quantize",
            CommandLineRun.EXAMPLE,
            "--data",
            large.resolve("x.npy"),
            "--report",
            "--optimize",
            "accuracy",
            "-o",
            small);

    assertEquals("", run.err());
    CommandLineRun.of("run", CommandLineRun.EXAMPLE, "--input", images(), "-o", folder);
    CommandLineRun.of("run", small, "--input", images(), "-o", folder.resolve("small"));
    assertTrue(agreement("output_0.npy", "small/output_0.npy") >= 0.95);
  }

  @Test
  void refusesASizeAtWhichMergingDroppedTooMuch() throws IOException {
    Path odd = folder.resolve("odd");
    new ShapesFiles(ShapesDataSet.draw(CALIBRATED, 33, 1)).writeArrays(odd);

    CommandLineRun run =
        CommandLineRun.of("quantize", CommandLineRun.EXAMPLE, "--data", odd.resolve("x.npy"));

    assertEquals(1, run.status());
    assertTrue(run.err().contains("would be [1,16,16,16], not [1,16,17,17]"), run.err());
  }

  private double agreement(String first, String second) {
    Tensor expected = TensorFiles.read(folder.resolve(first), "scores");
    Tensor found = TensorFiles.read(folder.resolve(second), "scores");
    int same = 0;
    for (int image = 0; image < IMAGES; image++) {
      same += largest(expected, image) == largest(found, image) ? 1 : 0;
    }
    return (double) same / IMAGES;
  }

  private static int largest(Tensor scores, int image) {
    int classes = scores.shape().dim(1);
    double[] row = Arrays.copyOfRange(scores.toNumbers(), image * classes, (image + 1) * classes);
    int largest = 0;
    for (int i = 1; i < classes; i++) {
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--activations s8",
        "--activations s8 --symmetric",
        "--weight-scales per-tensor --equalize",
        "--observer min-max",
        "--observer average",
        "--percentile 99.9",
        "--observer entropy",
        "--weight-observer mse",
        "--int16 *Relu*"
      })
  void everyWayAnswersNearlyAsWell(String options) {
    List<Object> arguments = new ArrayList<>(List.of((Object[]) options.split(" ")));
    arguments.addAll(List.of("--evaluate", images(), "--labels", data.resolve("y.npy")));

    CommandLineRun run = quantize(arguments.toArray());

    assertEquals("", run.err());
    double[] scores = topOne(run.out());
    assertTrue(scores[0] > 85 && scores[1] > scores[0] - 5, run::out);
  }

  /** In floats and in integers. */
  private static double[] topOne(String out) {
    Matcher matcher = Pattern.compile("top1 of 200 items +([\\d.]+) % +([\\d.]+) %").matcher(out);
    assertTrue(matcher.find(), out);
    return new double[] {
      Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))
    };
  }

  /** The first layer and the last have more; what each rounds its output to is for its reader. */
  @Test
  void layersHaveTheBitsThatAreAskedFor() {
    String usual = "\n/body/body.%d/Relu_output_0 convolution .* %d bits .*";

    String four = report("--bits", "W4A4");
    assertTrue(four.matches("(?s).*" + usual.formatted(0, 8) + usual.formatted(1, 4) + ".*"), four);
    assertTrue(four.matches("(?s).*" + usual.formatted(5, 4) + "\nscores .* 8 bits .*"), four);
    String own = report("--bits", "W4A4", "--end-bits", "W3A6", "--bits-of", "*body.5*=W5A2");
    assertTrue(own.matches("(?s).*" + usual.formatted(0, 3) + usual.formatted(1, 4) + ".*"), own);
    assertTrue(own.matches("(?s).*" + usual.formatted(5, 5) + "\nscores .* 3 bits .*"), own);
  }

  private static String report(Object... options) {
    List<Object> all = new ArrayList<>(List.of(options));
    all.add("--report");
    CommandLineRun run = quantize(all.toArray());
    assertEquals("", run.err());
    return run.out().replaceAll(" +", " ");
  }

  @ParameterizedTest
  @CsvSource({
    "W4A4, minimum=-8, maximum=7, maximum=15",
    "W2A3, minimum=-2, maximum=1, maximum=7",
    "W8A8, minimum=-127, maximum=127, maximum=255"
  })
  void bitsAreTheRangesOfQuantizers(String bits, String least, String most, String ofActivations) {
    CommandLineRun run =
        quantize("--bits", bits, "--end-bits", "W8A8", "--print-after", "insert-quantizers");

    assertEquals("", run.err());
    String weight = "/body/body.1/Add_output_0.weight";
    assertTrue(line(run, weight).contains(least + ", " + most + ", "), run::out);
    assertTrue(line(run, "/body/body.1/Relu_output_0").contains(ofActivations + ","), run::out);
    assertTrue(line(run, "image").contains("maximum=255,"), run::out);
  }

  private static String line(CommandLineRun run, String name) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith("%" + name + ".quantized "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhichBitsThereAre() {
    assertRefused("--bits: 9 bits: expected from 2 to 8", "--bits", "W9A4");
    assertRefused(
        "--end-bits: \"4\": expected bits such as W4A8, each from 2 to 8", "--end-bits", "4");
    assertRefused(
        "--bits-of: \"W4A4\": expected a name and bits, as in stage1.*=W3A4", "--bits-of", "W4A4");
    assertTrue(
        quantize("--bits-of", "stem=W4A4")
            .err()
            .startsWith("repqc: \"stem\" is to have W4A4, but no layer has such a name"));
  }

  @Test
  void withoutLabelsComparesTheOutputs() {
    CommandLineRun run = quantize("--evaluate", images());

    assertEquals("", run.err());
    assertTrue(
        run.out().contains("\noutput  largest error  RMS error  same top-1\nscores "), run::out);
  }

  @Test
  void integersMayBeGivenAndTaken() {
    Path small = folder.resolve("small.onnx");

    quantize("-o", small, "--input-type", "int8", "--output-type", "int8");

    String facts = CommandLineRun.of("inspect", small).out().replaceAll(" +", " ");
    assertTrue(facts.contains("\nimage input, any batch u8[1,3,32,32]\n"), facts);
    assertTrue(facts.contains("\nscores output u8[1,10]\n"), facts);
  }

  @Test
  void namedLayersStayFloat() {
    CommandLineRun run = quantize("--keep-float", "*body.2*", "--print-after", "insert-quantizers");

    assertTrue(run.out().contains("%/body/body.2/Add_1_output_0.weight "), run::out);
    assertFalse(run.out().contains("%/body/body.2/Add_1_output_0.weight.scale"), run::out);
  }

  @Test
  void aLayerGoesByTheNameOfItsRectifierToo() {
    String byLayer = quantize("--keep-float", "/body/body.2/Add_1_output_0", "--report").out();
    String byRectifier = quantize("--keep-float", "/body/body.2/Relu_output_0", "--report").out();

    assertEquals(byLayer, byRectifier);
    assertTrue(byLayer.contains("\n/body/body.2/Relu_output_0  encode "), byLayer);
  }

  @Test
  void whatIsDoneForAccuracyHelps() {
    CommandLineRun run =
        quantize(
            "--optimize", "accuracy", "--evaluate", images(), "--labels", data.resolve("y.npy"));

    assertEquals("", run.err());
    double[] scores = topOne(run.out());
    assertTrue(scores[1] > scores[0] - 1.1, run::out);
  }

  @Test
  void theIntegerNetworkTakesIntegersFromImages() throws IOException {
    Path small = folder.resolve("small.rq");
    Path images = folder.resolve("images");
    new ShapesFiles(ShapesDataSet.draw(IMAGES, 32, 2)).writeImages(images);
    quantize("-o", small, "--input-type", "int8");
    quantize("-o", folder.resolve("float.rq"));

    CommandLineRun.of("run", folder.resolve("float.rq"), "--input", images, "-o", folder);
    CommandLineRun same =
        CommandLineRun.of(
            "run", small, "--input", images, "--expect", folder.resolve("output_0.npy"));

    assertEquals(0, same.status(), () -> same.out() + same.err());
  }

  @Test
  void namesWhatHasNoIntegerForm() throws IOException {
    Path network =
        Files.writeString(
            folder.resolve("network.rq"),
            """
            input %x : f32[1,4] batched
            input %z : f32[1,4] batched
            parameter %w : f32[4,4] trainable = random(2, -0.5, 0.5)
            parameter %b : f32[4] trainable = random(4, -0.5, 0.5)
            %a = linear(%x, %w, %b)
            %ratio = div(%a, %z)
            %y = linear(%ratio, %w, %b)
            output %y
            """);

    String err = CommandLineRun.of("quantize", network, "--calibrate", "random").err();

    assertTrue(err.startsWith("repqc: \"ratio\" (div) has no integer form: "), err);
    assertTrue(
        err.endsWith(
            "\nrepqc: --allow-float NAME lets a value stay float, --allow-float '*' all of them\n"),
        err);
    CommandLineRun allowed =
        CommandLineRun.of(
            "quantize", network, "--calibrate", "random", "--allow-float", "rat??", "--explain");
    assertEquals(0, allowed.status());
    assertTrue(allowed.out().contains("\nfuse-quantizers: it stays float: "), allowed::out);
  }

  /** The causes come first, what follows from them in one line. */
  @Test
  void saysInOneLineWhatIsFloatBecauseOfOthers() throws IOException {
    Path network =
        Files.writeString(
            folder.resolve("network.rq"),
            """
            input %x : f32[1,4] batched
            parameter %s : f32[] = 0.5
            parameter %z : u8[] = 128
            %q = quantize(%x, %s, %z, maximum=255, storage=u8)
            %r = dequantize(%q, %s, %z)
            %ratio = div(%r, %r)
            %a = neg(%ratio)
            %b = abs(%a)
            %c = exp(%b)
            %d = add(%c, %r)
            %e = abs(%d)
            %f = neg(%e)
            output %f
            """);

    String err = CommandLineRun.of("quantize", network).err();

    assertEquals(
        """
        repqc: "ratio" (div) has no integer form: as a table it would take one 8-bit operand and \
        constants of one number each, and a quantizer behind it
        repqc: computed of floats, and so float too: "a" (neg), "b" (abs), "c" (exp), "d" (add) \
        and 2 more
        repqc: --allow-float NAME lets a value stay float, --allow-float '*' all of them
        """,
        err);
  }

  @Test
  void aSoftmaxMayGo() throws IOException {
    Path network =
        Files.writeString(
            folder.resolve("network.rq"),
            """
            input %x : f32[1,4] batched
            parameter %w : f32[4,4] trainable = random(2, -0.5, 0.5)
            parameter %b : f32[4] trainable = random(4, -0.5, 0.5)
            %a = linear(%x, %w, %b)
            %p = softmax(%a, axis=1)
            output %p
            """);
    Path logits = folder.resolve("logits.rq");

    CommandLineRun.of(
        "quantize", network, "--calibrate", "random", "--output", logits, "--output", "logits");

    String facts = CommandLineRun.of("inspect", logits).out();
    assertFalse(facts.contains("softmax"), facts);
    assertTrue(facts.replaceAll(" +", " ").contains("\np output f32[1,4]\n"), facts);
  }

  @Test
  void whatIsInIntegersStaysAsItIs() {
    Path small = folder.resolve("small.rq");
    quantize("-o", small);

    assertFailed(
        "\"torch_jit\" computes in integers already; give the network that it was made of",
        "quantize",
        small);
    assertEquals(
        """
        repqc: warning: the network is quantized, and branches do not merge across quantizers; \
        merge the float network that it was made of
        """,
        CommandLineRun.of("merge", small).err());
  }

  @Test
  void warnsOfRandomRanges() {
    assertEquals(
        """
        repqc: warning: calibrated on random numbers: the ranges are guesses, and the result may \
        answer nonsense on real inputs; give some with --data FILE
        """,
        CommandLineRun.of("quantize", CommandLineRun.EXAMPLE, "--calibrate", "random").err());
  }

  @Test
  void aNetworkWithQuantizersKeepsItsNumbers() {
    Path once = folder.resolve("once.onnx");
    Path twice = folder.resolve("twice.onnx");
    quantize("-o", once);

    CommandLineRun again =
        CommandLineRun.of("quantize", once, "-o", twice, "--observer", "mse", "--equalize");

    assertEquals(
        """
        repqc: warning: the network brings quantizers of its own and keeps their numbers; \
        this has no effect: --observer, --equalize
        """,
        again.err());
    CommandLineRun.of("run", once, "--input", images(), "-o", folder);
    CommandLineRun same =
        CommandLineRun.of(
            "run", twice, "--input", images(), "--expect", folder.resolve("output_0.npy"));
    assertEquals(0, same.status(), same::out);
  }

  @Test
  void saysWhatIsMissing() {
    assertFailed(
        "there is no data to calibrate on; add --data FILE with some hundred inputs as the network"
            + " gets them in use, or try without: --calibrate random",
        "quantize",
        CommandLineRun.EXAMPLE);
    Path empty = folder.resolve("empty.npy");
    TensorFiles.write(empty, Tensor.of(ElementType.U8, Shape.of(0, 3, 32, 32), new byte[0]));
    assertFailed(
        "--data: input \"image\": found no items (f32[0,3,32,32]), expected at least one",
        "quantize",
        CommandLineRun.EXAMPLE,
        "--data",
        empty);
    assertFailed(
        "--labels: there is no data that the labels are for; add --data FILE or --evaluate FILE",
        "quantize",
        CommandLineRun.EXAMPLE,
        "--calibrate",
        "random",
        "--labels",
        data.resolve("y.npy"));
    assertRefused(
        "--metric top1: there is nothing to judge by; add --labels FILE", "--metric", "top1");
    assertRefused("-o: found [a.rq, b.rq], expected one file", "-o", "a.rq", "--output", "b.rq");
  }

  @Test
  void saysWhatDoesNotGoTogether() {
    assertRefused(
        "--calibrate random takes the place of --data; give one of them", "--calibrate", "random");
    assertRefused(
        "--percentile is for --observer percentile; leave one of them out",
        "--percentile",
        "99",
        "--observer",
        "mse");
    assertRefused(
        "--percentile 101.0: expected more than 0 and at most 100", "--percentile", "101");
    assertRefused("--samples 0: expected at least 1", "--samples", "0");
    assertRefused("--peak 0.0: expected more than 0", "--peak", "0");
    assertRefused(
        "no output of \"torch_jit\" is a softmax, so that there is none to drop;"
            + " its outputs are [scores]",
        "--output",
        "logits");
  }

  @Test
  void saysWhichLabelsDoNotFit() {
    Path real = folder.resolve("real.npy");
    TensorFiles.write(real, Tensor.f32(Shape.of(2), 1, 2));
    assertRefused(
        real
            + ": found f32[2], psnr compares with output \"scores\" and expects f32[32,10];"
            + " classes are integers: save y.astype('int64')",
        "--labels",
        real);
    Path labels = data.resolve("y.npy");
    assertRefused(
        labels
            + ": found i64[200], expected a class for each of the 32 items of output \"scores\""
            + " [32,10]",
        "--labels",
        labels);
    Path wide = folder.resolve("wide.npy");
    TensorFiles.write(wide, Tensor.i64(Shape.of(1), 10));
    Path image = folder.resolve("image.npy");
    TensorFiles.write(image, Tensor.of(ElementType.U8, Shape.of(3, 32, 32), new byte[3 * 1024]));
    assertRefused(
        wide + ": label 0 is 10, but output \"scores\" has the classes 0 to 9",
        "--evaluate",
        image,
        "--labels",
        wide);
  }

  @Test
  void saysWhichNamesThereAre() {
    String values =
        "no value has such a name once the branches are merged; the values:"
            + " /body/body.0/Add_output_0, /body/body.0/Relu_output_0, /body/body.1/Add_output_0,"
            + " /body/body.1/Relu_output_0, /body/body.2/Add_1_output_0,"
            + " /body/body.2/Relu_output_0, /body/body.3/Add_output_0,"
            + " /body/body.3/Relu_output_0, ...";

    assertEquals(
        "repqc: --keep-float conv: %s\nrepqc: --int16 x?: %s\n".formatted(values, values),
        quantize("--keep-float", "conv", "--int16", "x?").err());
    assertTrue(
        quantize("--print-after", "quantize")
            .err()
            .startsWith(
                "repqc: --print-after quantize: no such pass ran; those that did: simplify,"));
  }

  @Test
  void readsNothingWhereItCannotWrite() throws IOException {
    Path text = folder.resolve("small.txt");
    assertFailed(
        text + ": found an unknown kind of file, expected .onnx or .rq",
        "quantize",
        folder.resolve("missing.onnx"),
        "-o",
        text);
    Path small = folder.resolve("none/small.rq");
    assertFailed(
        small + ": cannot be written: there is no folder " + small.getParent(),
        "quantize",
        folder.resolve("missing.onnx"),
        "-o",
        small);
    Path taken = Files.createDirectory(folder.resolve("taken.rq"));
    assertFailed(
        taken + ": cannot be written: there is a folder of this name",
        "quantize",
        folder.resolve("missing.onnx"),
        "-o",
        taken);
  }

  private static void assertRefused(String message, Object... options) {
    assertEquals(failed(message), quantize(options));
  }

  private static void assertFailed(String message, Object... arguments) {
    assertEquals(failed(message), CommandLineRun.of(arguments));
  }

  private static CommandLineRun failed(String message) {
    return new CommandLineRun(1, "", "repqc: " + message + "\n");
  }

  private static Path images() {
    return data.resolve("x.npy");
  }

  /** The example, calibrated on some shapes. */
  private static CommandLineRun quantize(Object... options) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("quantize", CommandLineRun.EXAMPLE, "--data", data.resolve("train/x.npy")));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray());
  }
}
