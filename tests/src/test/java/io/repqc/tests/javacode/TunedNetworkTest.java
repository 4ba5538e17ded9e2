package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.cli.shapes.ShapesDataSet;
import io.repqc.cli.shapes.ShapesFiles;
import io.repqc.codegen.Targets;
import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Progress;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.compiler.tune.Epoch;
import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.InitialRanges;
import io.repqc.compiler.tune.QuantizerSettings.StepRule;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.compiler.tune.TrainingData;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TrainingSettings.Optimizer;
import io.repqc.compiler.tune.TrainingSettings.Schedule;
import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.TuneResult.Quality;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.compiler.tune.Tuner;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import io.repqc.tests.nativecode.Sample;
import io.repqc.tests.tune.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example network is trained to 4 bits, and is to the bit what is deployed. */
final class TunedNetworkTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("repqc.root", ".."), "examples/repvgg-shapes.onnx");
  private static final int EPOCHS = 2;
  private static final int BATCH = 20;

  @TempDir static Path data;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    Torch.engine();
    new ShapesFiles(ShapesDataSet.draw(100, 16, 1)).writeArrays(data.resolve("train"));
    new ShapesFiles(ShapesDataSet.draw(50, 16, 2)).writeArrays(data.resolve("test"));
  }

  private static TuneRequest request(Path output, boolean resumes) {
    return new TuneRequest(
        EXAMPLE,
        ImportOptions.DEFAULT,
        new TrainingData(
            List.of(data.resolve("train/x.npy").toString()),
            data.resolve("train/y.npy"),
            List.of(data.resolve("test/x.npy").toString()),
            Optional.of(data.resolve("test/y.npy")),
            Optional.empty(),
            Optional.empty(),
            1,
            0.2),
        new TuneSettings(
            Method.REPQ,
            Statistics.BATCH,
            new QuantizerSettings(
                WeightQuantizer.LSQ,
                ActivationQuantizer.LSQ,
                InitialRanges.PAPER,
                StepRule.BOUND_THEN_ROUND),
            new TrainingSettings(
                EPOCHS,
                BATCH,
                Optimizer.SGD,
                0.01,
                1,
                1,
                0.9,
                Schedule.COSINE,
                1e-4,
                1e-4,
                1e-3,
                Optional.empty(),
                0,
                true,
                1,
                0,
                OptionalInt.empty(),
                0.1,
                1,
                1),
            QuantizationSettings.DEFAULT.with(new BitWidths(new Bits(4, 4), Bits.EIGHT, Map.of()))),
        List.of(output),
        resumes);
  }

  /** Listens, and stops a run after a step. */
  private static final class Ear implements TuneListener {
    private final long last;
    private final List<Epoch> epochs = new ArrayList<>();
    private long steps;

    Ear(long last) {
      this.last = last;
    }

    @Override
    public Progress begin(String what) {
      return Progress.NONE;
    }

    @Override
    public void plan(TunePlan plan) {}

    @Override
    public void step(long step, long steps, double loss) {
      this.steps = step;
    }

    @Override
    public void epoch(Epoch epoch) {
      epochs.add(epoch);
    }

    @Override
    public boolean isCancelled() {
      return steps == last;
    }
  }

  private static TuneResult tune(Path output) {
    return Tuner.find().run(request(output, false), new Ear(-1));
  }

  private static byte[] numbers(Path output) throws IOException {
    return Files.readAllBytes(output.resolveSibling(output.getFileName() + ".data"));
  }

  @Test
  void interpreterAndJavaGiveWhatWasTrained() {
    Path output = folder.resolve("tuned.rq");

    TuneResult result = tune(output);

    Quality quality = result.quality();
    assertEquals(Metric.TOP1, quality.metric());
    assertEquals(50, quality.items());
    assertTrue(quality.agreeing().orElseThrow() >= 49, quality::toString);
    Model tuned = ModelFile.read(output, ImportOptions.DEFAULT);
    Sample sample = Sample.of("tuned", tuned, List.of(image(tuned)));
    JavaModels.compile(folder.resolve("java"), List.of(Targets.JAVA_PLAIN), List.of(sample), true)
        .forEach(JavaModel::check);
  }

  /** The first image, in the size that the network was made for. */
  private static Map<String, Tensor> image(Model model) {
    TensorType type = model.graph().inputs().get(0).type();
    Tensor pixels = TensorFiles.read(data.resolve("test/x.npy"), "pixels");
    Shape shape = type.shape();
    return Map.of(
        model.graph().inputs().get(0).name(),
        Tensor.generate(type, i -> pixels.number(i % shape.count()) / 255));
  }

  @Test
  void aRunThatWasStoppedComesToTheSameBits() throws IOException {
    Path whole = folder.resolve("whole.rq");
    Path parts = folder.resolve("parts.rq");
    tune(whole);

    TuneInterruption stop = null;
    try {
      Tuner.find().run(request(parts, false), new Ear(5));
    } catch (TuneInterruption e) {
      stop = e;
    }

    assertEquals(5, stop == null ? 0 : stop.step(), "stopped after the step at which it was told");
    assertFalse(Files.exists(parts), "nothing is written before the end");
    Ear ear = new Ear(-1);
    Tuner.find().run(request(parts, true), ear);
    assertEquals(EPOCHS, ear.epochs.get(ear.epochs.size() - 1).number());
    assertArrayEquals(numbers(whole), numbers(parts));
    assertEquals(Files.readString(whole), Files.readString(parts));
    assertFalse(Files.exists(request(parts, true).checkpoint()), "no longer of use");
  }
}
