package io.repqc.bench.tune;

import com.sun.management.OperatingSystemMXBean;
import io.repqc.compiler.Progress;
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
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult.Quality;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.Tuner;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ModelException;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One run of the table, on one thread. */
final class TuneRun {
  private static final int EPOCHS = 3;
  private static final Preprocessing CIFAR =
      new Preprocessing(
          Preprocessing.UNIT.scale(),
          List.of(.4914, .4822, .4465),
          List.of(.2470, .2435, .2616),
          Preprocessing.UNIT.layout());

  private final Path shared;
  private final TuneCase tuneCase;

  TuneRun(Path shared, TuneCase tuneCase) {
    this.shared = shared;
    this.tuneCase = tuneCase;
  }

  /** What came of a run. */
  record Outcome(Optional<Quality> quality, double milliseconds) {

    /** A run whose loss was not finite has no quality, which counts as nothing right. */
    String cells() {
      return quality
          .map(
              q ->
                  String.format(
                      Locale.ROOT,
                      "%d,%.3f,%.3f,%.3f,%s,%d,%.1f",
                      EPOCHS,
                      q.floats(),
                      q.trained(),
                      q.integers(),
                      q.agreeing().isPresent() ? q.agreeing().getAsInt() : "-",
                      q.items(),
                      milliseconds))
          .orElse(EPOCHS + ",0,0,0,-,0,0");
    }
  }

  Outcome outcome() throws IOException {
    Path folder = Files.createTempDirectory("tune");
    Path output = folder.resolve("tuned.rq");
    StepTime time = new StepTime();
    try {
      Quality quality = Tuner.find().run(request(output), time).quality();
      return new Outcome(Optional.of(quality), time.milliseconds());
    } catch (ModelException e) {
      System.err.println(e.getMessage());
      return new Outcome(Optional.empty(), time.milliseconds());
    } finally {
      for (java.io.File file : folder.toFile().listFiles()) {
        file.delete();
      }
      Files.delete(folder);
    }
  }

  private TuneRequest request(Path output) {
    Path network = shared.resolve("models/reparam").resolve(tuneCase.network() + "/model.onnx");
    return new TuneRequest(
        network, ImportOptions.DEFAULT, data(), settings(), List.of(output), false);
  }

  private TrainingData data() {
    boolean isImages = tuneCase.isImageToImage();
    String inputs = isImages ? "sr2_%s_lr.npy" : "cifar_%s_x.npy";
    String answers = isImages ? "sr2_%s_hr.npy" : "cifar_%s_y.npy";
    return new TrainingData(
        List.of(file(inputs, "train").toString()),
        file(answers, "train"),
        List.of(file(inputs, "test").toString()),
        Optional.of(file(answers, "test")),
        Optional.of(isImages ? Preprocessing.UNIT : CIFAR),
        Optional.empty(),
        1,
        0);
  }

  private Path file(String pattern, String part) {
    return shared.resolve("data").resolve(pattern.formatted(part));
  }

  private TuneSettings settings() {
    return new TuneSettings(
        tuneCase.method().method(),
        tuneCase.method().statistics(),
        new QuantizerSettings(
            WeightQuantizer.LSQ,
            ActivationQuantizer.LSQ,
            InitialRanges.MSE,
            StepRule.BOUND_THEN_ROUND),
        training(),
        QuantizationSettings.DEFAULT.with(
            new BitWidths(Bits.parse(tuneCase.bits()), Bits.EIGHT, Map.of())));
  }

  private TrainingSettings training() {
    boolean isImages = tuneCase.isImageToImage();
    return new TrainingSettings(
        EPOCHS,
        isImages ? 16 : 128,
        isImages ? Optimizer.ADAM : Optimizer.SGD,
        tuneCase.rate(),
        .1,
        1,
        .9,
        Schedule.COSINE,
        1e-4,
        0,
        0,
        Optional.empty(),
        0,
        true,
        0,
        0,
        OptionalInt.empty(),
        .1,
        tuneCase.seed(),
        1);
  }

  /** CPU time of the whole process between the first step and the last. */
  private static final class StepTime implements TuneListener {
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long first;
    private long last;
    private long steps;

    @Override
    public void plan(TunePlan plan) {}

    @Override
    public void step(long step, long of, double loss) {
      last = system.getProcessCpuTime();
      first = steps++ == 0 ? last : first;
    }

    @Override
    public void epoch(Epoch epoch) {
      System.err.println("  " + epoch);
    }

    @Override
    public Progress begin(String what) {
      return Progress.NONE;
    }

    double milliseconds() {
      return steps < 2 ? 0 : (last - first) / 1e6 / (steps - 1);
    }
  }
}
