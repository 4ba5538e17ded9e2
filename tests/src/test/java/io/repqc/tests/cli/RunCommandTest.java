package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir Path folder;

  private Path network;

  @BeforeEach
  void writeNetwork() throws IOException {
    network = folder.resolve("network.rq");
    Files.writeString(
        network,
        """
        input %a : f32[1,2] batched
        input %b : f32[2]
        %sum = add(%a, %b)
        %top = max(%a, %b)
        output %sum
        output %top
        """);
    write("a.npy", Tensor.f32(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
    write("b.npy", Tensor.f32(Shape.of(2), 10, 0.5f));
  }

  @Test
  void writesTheOutputsInOrder() {
    CommandLineRun run =
        run(
            "--input",
            "a=" + file("a.npy"),
            "--input",
            "b=" + file("b.npy"),
            "-o",
            file("out/deep"));

    assertEquals(
        """
        output  type      least  largest  first numbers
        sum     f32[3,2]  2.5    15       11 2.5 13 4.5 ...
        top     f32[3,2]  2      10       10 2 10 4 ...
        """,
        run.out());
    assertEquals(
        Tensor.f32(Shape.of(3, 2), 11, 2.5f, 13, 4.5f, 15, 6.5f), read("out/deep/output_0.npy"));
    assertEquals(Tensor.f32(Shape.of(3, 2), 10, 2, 10, 4, 10, 6), read("out/deep/output_1.npy"));
  }

  @Test
  void comparesWithWhatIsExpected() {
    write("sum.npy", Tensor.f32(Shape.of(3, 2), 11, 2.5f, 13, 4.5f, 15, 6.7f));

    CommandLineRun strict = compare("--rtol", "0", "--atol", "0.1");
    CommandLineRun lenient = compare("--rtol", "0.1");

    assertEquals(1, strict.status());
    assertTrue(
        strict
            .out()
            .endsWith(
                """
                sum: not as expected: 1 of 6 elements differ; the worst at [2, 1]: expected 6.7, \
                found 6.5, allowed a distance of 0.1
                """),
        strict::out);
    assertEquals(0, lenient.status());
    assertTrue(lenient.out().contains("sum: as expected: 0 of 6 elements differ"), lenient::out);
  }

  private CommandLineRun compare(Object... options) {
    Object[] arguments = {
      "--input",
      "a=" + file("a.npy"),
      "--input",
      "b=" + file("b.npy"),
      "--expect",
      "sum=" + file("sum.npy")
    };
    Object[] all = new Object[arguments.length + options.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return run(all);
  }

  @Test
  void reportsAllThatIsWrongWithTheFiles() {
    write("wide.npy", Tensor.f32(Shape.of(3), 1, 2, 3));

    CommandLineRun run =
        run("--input", "c=x.npy", "--input", "b=" + file("wide.npy"), "--expect", "nothing.npy");

    assertEquals(1, run.status());
    assertEquals(
        """
        repqc: there is no input "c"; the network's inputs are a, b
        repqc: input "a": no file given, expected f32[N,2]; add --input a=FILE
        repqc: input "b": %s: found f32[3], expected f32[2]
        repqc: "nothing.npy" does not say for which output it is; write name=nothing.npy, and the \
        network's outputs are sum, top
        """
            .formatted(file("wide.npy")),
        run.err());
  }

  @Test
  void saysHowToWriteTheRightType() {
    Tensor doubles = Tensor.fill(new TensorType(ElementType.F64, Shape.of(1, 2)), 1);
    write("doubles.npy", doubles);

    CommandLineRun run =
        run("--input", "a=" + file("doubles.npy"), "--input", "b=" + file("none.npy"));

    assertEquals(
        """
        repqc: input "a": %s: found f64[1,2], expected f32[N,2]; NumPy writes f64 unless told \
        otherwise: save x.astype('float32')
        repqc: input "b": %s: cannot be read: there is no such file or folder
        """
            .formatted(file("doubles.npy"), file("none.npy")),
        run.err());
  }

  @Test
  void preparesPixels() {
    CommandLineRun shapes = CommandLineRun.of("shapes", "--count", 34, "-o", file("shapes"));
    CommandLineRun images = CommandLineRun.of("shapes", "--count", 10, "--png", "-o", file("png"));
    CommandLineRun arrays =
        CommandLineRun.of(
            "run", CommandLineRun.EXAMPLE, "--input", file("shapes/x.npy"), "-o", file("out"));
    CommandLineRun folders =
        CommandLineRun.of(
            "run",
            CommandLineRun.EXAMPLE,
            "--input",
            "image=" + file("png"),
            "-o",
            file("pictures"));

    assertEquals(0, shapes.status() + images.status() + arrays.status() + folders.status());
    Tensor all = read("out/output_0.npy");
    Tensor first = read("pictures/output_0.npy");
    assertEquals(Shape.of(34, 10), all.shape());
    assertEquals(Shape.of(10, 10), first.shape());
    for (int i = 0; i < first.count(); i++) {
      assertEquals(all.number(i), first.number(i), 1e-4);
    }
  }

  @Test
  void preprocessingWantsPixels() {
    CommandLineRun run =
        run("--input", "a=" + file("a.npy"), "--input", "b=" + file("b.npy"), "--mean", "0.5");

    assertEquals(
        "repqc: --mean, --std, --scale and --layout prepare u8 pixels for a float input,"
            + " but no input is given any\n",
        run.err());
  }

  private CommandLineRun run(Object... options) {
    Object[] arguments = new Object[options.length + 2];
    arguments[0] = "run";
    arguments[1] = network;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void write(String name, Tensor tensor) {
    TensorFiles.write(file(name), tensor);
  }

  private Tensor read(String name) {
    return TensorFiles.read(file(name), name);
  }
}
