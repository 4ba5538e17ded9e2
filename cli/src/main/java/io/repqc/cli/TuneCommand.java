package io.repqc.cli;

import io.repqc.cli.picture.LearningCurve;
import io.repqc.cli.report.TunePlanReport;
import io.repqc.cli.report.TuneReport;
import io.repqc.cli.terminal.ProgressBars;
import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Word;
import io.repqc.compiler.tune.TrainingData;
import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.compiler.tune.Tuner;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import io.repqc.passes.Pipelines.Statistics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code repqc tune}. */
@Command(
    name = "tune",
    abbreviateSynopsis = true,
    description = {
      "Trains a network for its integers: the branches are trained through the merged, rounded weight"
          + " (RepQ), so that what was trained is what is deployed.",
      "It begins with a network that is trained in floats already."
    })
final class TuneCommand implements Callable<Integer> {
  private enum BatchNorm {
    FROZEN(Statistics.RUNNING),
    BATCH(Statistics.BATCH),
    ESTIMATE(Statistics.ESTIMATE);

    private final Statistics statistics;

    BatchNorm(Statistics statistics) {
      this.statistics = statistics;
    }

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  /** As a shell says of a process that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  @ParentCommand private Repqc repqc;
  @Spec private CommandSpec spec;
  @Mixin private NetworkOptions network;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = {
        "Writes the trained network: FILE.rq in integers, or FILE.onnx with quantizers, for any"
            + " runtime; both if both are given."
      })
  private List<Path> outputs;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = {
        "What is trained: repq (the default, the branches), lsq-merged (the weights after merging) or"
            + " ptq (nothing, to compare)."
      })
  private Method method = Method.REPQ;

  @Option(
      names = "--bn",
      paramLabel = "MODE",
      description = {
        "Where repq has the statistics of BatchNorm from: batch (the default), estimate (of the batch,"
            + " by the moments of what a block reads; faster) or frozen (the running ones)."
      })
  private BatchNorm batchNorm;

  @Option(
      names = "--resume",
      description = "Goes on with a run that was stopped, from the checkpoint beside FILE.")
  private boolean resumes;

  @Option(
      names = "--plan",
      description = "Lists what would be trained and what is frozen, and stops.")
  private boolean onlyPlans;

  @Option(names = "--verbose", description = "Lists that before it trains.")
  private boolean verbose;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Draws how loss and result went over the epochs.")
  private Path picture;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another seed, another order of the data; 1 if not given.")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = {
        "How many threads compute; as many as the machine has if not given. The same number gives the"
            + " same bits."
      })
  private Integer threads;

  @ArgGroup(exclusive = false, order = 1, heading = "%nData:%n")
  private TuneDataOptions data = new TuneDataOptions();

  @ArgGroup(
      exclusive = false,
      order = 2,
      heading = "%nPixels of images, or of integers from 0 to 255:%n")
  private PixelOptions pixels = new PixelOptions();

  @ArgGroup(exclusive = false, order = 3, heading = "%nIntegers:%n")
  private BitOptions bits = new BitOptions();

  @ArgGroup(exclusive = false, order = 4, heading = "%nQuantizers:%n")
  private RoundingOptions rounding = new RoundingOptions();

  @ArgGroup(exclusive = false, order = 5, heading = TrainingOptions.HEADING)
  private TrainingOptions training = new TrainingOptions();

  @Override
  public Integer call() {
    TuneRequest request = request();
    checkEffects();
    outputs.forEach(ModelFile::checkWritable);
    if (picture != null) {
      OutputFile.check(picture);
    }
    Tuner tuner = Tuner.find();
    if (onlyPlans) {
      plan(tuner, request);
      return 0;
    }
    return tune(tuner, request);
  }

  private TuneRequest request() {
    TrainingData items = data.data(pixels.preprocessing());
    TuneSettings settings =
        new TuneSettings(
            method,
            statistics(),
            rounding.quantizers(),
            training.settings(rounding, seed, threads()),
            bits.settings());
    return new TuneRequest(
        network.file(), network.importOptions(), items, settings, outputs, resumes);
  }

  private Statistics statistics() {
    if (method != Method.REPQ) {
      return Statistics.RUNNING;
    }
    return batchNorm == null ? Statistics.BATCH : batchNorm.statistics;
  }

  private int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private void checkEffects() {
    ModelException.check(
        batchNorm == null || method == Method.REPQ,
        "--bn %s: it has no effect with --method %s",
        batchNorm,
        method);
    String vain = method == Method.PTQ ? trainingGiven() : "";
    ModelException.check(
        vain.isEmpty(), "%s: it has no effect with --method ptq, which does not train", vain);
    ModelException.check(
        !training.stopsEarly() || data.holdsOut(),
        "--patience needs results of each epoch; give it some data with --hold-out SHARE");
  }

  /** Which options about training the user gave. */
  private String trainingGiven() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(option -> option.group() != null)
        .filter(option -> TrainingOptions.HEADING.equals(option.group().heading()))
        .map(OptionSpec::longestName)
        .collect(Collectors.joining(", "));
  }

  private void plan(Tuner tuner, TuneRequest request) {
    TunePlan plan;
    try (ProgressBars progress = new ProgressBars(repqc.console())) {
      plan = tuner.plan(request, progress);
    }
    TunePlanReport.all(plan, repqc.console().style()).forEach(repqc.console().out()::println);
  }

  private int tune(Tuner tuner, TuneRequest request) {
    try (StopSignal stop = new StopSignal(() -> sayHowToGoOn(request))) {
      return train(tuner, request, stop);
    }
  }

  private int train(Tuner tuner, TuneRequest request, StopSignal stop) {
    int epochs = request.settings().training().epochs();
    TuneResult result;
    TuneProgress progress = new TuneProgress(repqc.console(), epochs, verbose, stop);
    try (progress) {
      result = tuner.run(request, progress);
    } catch (TuneInterruption e) {
      Failures.say(repqc.console().err(), e.getMessage());
      sayHowToGoOn(request);
      return INTERRUPTED;
    }
    finish(result, progress.batches());
    return 0;
  }

  private void sayHowToGoOn(TuneRequest request) {
    if (Files.exists(request.checkpoint())) {
      Failures.say(repqc.console().err(), "to go on: repqc " + commandLine());
    }
  }

  /** As the user gave it, for the shell, and with {@code --resume}. */
  private String commandLine() {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    String line = words.stream().map(TuneCommand::quoted).collect(Collectors.joining(" "));
    return resumes ? line : line + " --resume";
  }

  private static String quoted(String word) {
    return word.matches("[-\\w./=,:@%+]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void finish(TuneResult result, List<LearningCurve.Batch> batches) {
    if (picture != null) {
      String svg = LearningCurve.draw(result.history(), result.plan().metric(), batches);
      OutputFile.write(picture, svg.getBytes(StandardCharsets.UTF_8));
    }
    result.notes().forEach(note -> Failures.warn(repqc.console().err(), note));
    TuneReport.summary(result, outputs, repqc.console().style())
        .forEach(repqc.console().out()::println);
  }
}
