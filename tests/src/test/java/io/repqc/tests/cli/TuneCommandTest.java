package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.ModelFile;
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
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.compiler.tune.TrainingSettings.Optimizer;
import io.repqc.compiler.tune.TrainingSettings.Schedule;
import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TunePlan.TunedParameter;
import io.repqc.compiler.tune.TunePlan.TunedQuantizer;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.compiler.tune.TuneResult.Quality;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.op.Convention;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code repqc tune}, but for the training. */
final class TuneCommandTest {
  private static final TunePlan PLAN =
      new TunePlan(
          List.of(
              new TunedParameter("stem.weight", "f32[16,3,3,3]", true, ""),
              new TunedParameter("stem.bn.weight", "f32[16]", true, ""),
              new TunedParameter("head.weight", "f32[10,16]", false, "--freeze head.*")),
          List.of(
              new TunedQuantizer("stem", true, 8, "lsq"),
              new TunedQuantizer("image", false, 8, "lsq"),
              new TunedQuantizer("block", true, 4, "lsq"),
              new TunedQuantizer("relu", false, 4, "lsq")),
          Metric.TOP1,
          900,
          100,
          16,
          0);

  @TempDir Path folder;

  private TuneRequest request;

  private CommandLineRun tune(
      BiFunction<TuneRequest, TuneListener, TuneResult> answer, Object... options)
      throws IOException {
    Object[] usual = {
      "tune",
      CommandLineRun.EXAMPLE,
      "--data",
      "x.npy",
      "--labels",
      "y.npy",
      "-o",
      folder.resolve("tuned.rq"),
      "--bits",
      "W4A4",
      "--threads",
      2
    };
    return FakeTuner.run(
        folder, true, PLAN, answer, Stream.concat(Stream.of(usual), Stream.of(options)).toArray());
  }

  /** What the command line asks for. */
  private TuneRequest asked(Object... options) throws IOException {
    CommandLineRun run = tune(this::remember, options);
    assertEquals(0, run.status(), run.err());
    return request;
  }

  private TuneResult remember(TuneRequest request, TuneListener listener) {
    this.request = request;
    return result(List.of());
  }

  private static TuneResult result(List<Epoch> history) {
    Model model = ModelFile.read(CommandLineRun.EXAMPLE, ImportOptions.DEFAULT);
    return new TuneResult(
        model,
        model,
        model,
        PLAN,
        history,
        new Quality(Metric.TOP1, 100, 97.5, 96, 95, OptionalInt.of(99)),
        List.of(new LearnedBits("stem.weight", List.of(3, 4, 3))),
        List.of("images are small"));
  }

  private static TuneResult train(TuneRequest request, TuneListener listener) {
    List<Epoch> history =
        List.of(new Epoch(1, 1.25, 50, 0.005), new Epoch(2, 0.00025, Double.NaN, 0));
    for (int step = 1; step <= 16; step++) {
      listener.step(step, 16, 2.0 / step);
      if (step % 8 == 0) {
        listener.epoch(history.get(step / 8 - 1));
      }
    }
    return result(history);
  }

  private static TuneResult never(TuneRequest request, TuneListener listener) {
    throw new AssertionError("it should not have come to training");
  }

  @Test
  void asksForTheUsual() throws IOException {
    BitWidths bits = new BitWidths(new Bits(4, 4), Bits.EIGHT, Map.of());
    TuneRequest expected =
        new TuneRequest(
            CommandLineRun.EXAMPLE,
            ImportOptions.DEFAULT,
            new TrainingData(
                List.of("x.npy"),
                Path.of("y.npy"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                0.1),
            new TuneSettings(
                Method.REPQ,
                Statistics.BATCH,
                new QuantizerSettings(
                    WeightQuantizer.LSQ,
                    ActivationQuantizer.LSQ,
                    InitialRanges.PAPER,
                    StepRule.BOUND_THEN_ROUND),
                new TrainingSettings(
                    10,
                    128,
                    Optimizer.SGD,
                    0.01,
                    0.1,
                    1,
                    0.9,
                    Schedule.COSINE,
                    1e-4,
                    1e-4,
                    1e-3,
                    Optional.empty(),
                    0,
                    false,
                    0,
                    0,
                    OptionalInt.empty(),
                    0.1,
                    1,
                    2),
                quantization(bits)),
            List.of(folder.resolve("tuned.rq")),
            false);

    assertEquals(expected, asked());
  }

  private static QuantizationSettings quantization(BitWidths bits) {
    return new QuantizationSettings(
        ElementType.U8,
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        false,
        false,
        false,
        List.of(),
        List.of(),
        Convention.ONNX,
        List.of(),
        bits);
  }

  @Test
  void asksForAllThatIsSaid() throws IOException {
    TuneRequest found =
        asked(
            "--data=image=other.npy",
            "--evaluate=image=test.npy",
            "--evaluate-labels=test-y.npy",
            "--metric=mse",
            "--peak=255",
            "--hold-out=0.25",
            "--mean=0.5",
            "--end-bits=w8a6",
            "--bits-of=a.*=W3A4",
            "--bits-of=b=c=W2A2",
            "--weight-scales=per-tensor",
            "--keep-float=soft*",
            "--initial=mse",
            "--step-rule=round-then-bound",
            "--bn=estimate",
            "--freeze=head.*",
            "--resume");

    assertEquals(List.of("x.npy", "image=other.npy"), found.data().inputs());
    assertEquals(List.of("image=test.npy"), found.data().testInputs());
    assertEquals(Optional.of(Path.of("test-y.npy")), found.data().testAnswers());
    assertEquals(Optional.of(Metric.MSE), found.data().metric());
    assertEquals(255, found.data().peak());
    assertEquals(0.25, found.data().held());
    assertEquals(List.of(0.5), found.data().preprocessing().map(Preprocessing::mean).orElseThrow());
    assertEquals(
        new BitWidths(
            new Bits(4, 4), new Bits(8, 6), Map.of("a.*", new Bits(3, 4), "b=c", new Bits(2, 2))),
        found.settings().quantization().bits());
    assertFalse(found.settings().quantization().perChannel());
    assertEquals(List.of("soft*"), found.settings().quantization().keepFloat());
    assertEquals(InitialRanges.MSE, found.settings().quantizers().initial());
    assertEquals(StepRule.ROUND_THEN_BOUND, found.settings().quantizers().steps());
    assertEquals(Statistics.ESTIMATE, found.settings().statistics());
    assertEquals(List.of("head.*"), found.options().freeze());
    assertTrue(found.resumes());
  }

  @Test
  void trainsAsItIsTold() throws IOException {
    TrainingSettings found =
        asked(
                "--epochs=3",
                "--batch=32",
                "--optimizer=adam",
                "--quantizer-rate=0.3",
                "--scaling-rate=0.5",
                "--schedule=one-cycle",
                "--weight-decay=0.01",
                "--loss=l1",
                "--flip",
                "--shift=2",
                "--distill=0.5",
                "--patience=4",
                "--bn-momentum=0.2",
                "--quantizer=pact",
                "--clipping-decay=0.02",
                "--seed=7")
            .settings()
            .training();

    assertEquals(
        new TrainingSettings(
            3,
            32,
            Optimizer.ADAM,
            0.001,
            0.3,
            0.5,
            0.9,
            Schedule.ONE_CYCLE,
            0.01,
            0.02,
            1e-3,
            Optional.of(Loss.L1),
            0,
            true,
            2,
            0.5,
            OptionalInt.of(4),
            0.2,
            7,
            2),
        found);
  }

  @ParameterizedTest
  @CsvSource({
    "lsq, LSQ, LSQ",
    "lsq-plus, LSQ_PLUS, LSQ_PLUS",
    "pact, DOREFA, PACT",
    "dorefa, DOREFA, DOREFA",
    "diffq, DIFFQ, MIN_MAX",
    "min-max, MIN_MAX, MIN_MAX"
  })
  void aKindOfQuantizerIsForBoth(
      String kind, WeightQuantizer weights, ActivationQuantizer activations) throws IOException {
    QuantizerSettings both = asked("--quantizer", kind).settings().quantizers();
    QuantizerSettings mixed =
        asked("--quantizer", kind, "--weight-quantizer=min-max", "--activation-quantizer=lsq-plus")
            .settings()
            .quantizers();

    assertEquals(weights, both.weights());
    assertEquals(activations, both.activations());
    assertEquals(WeightQuantizer.MIN_MAX, mixed.weights());
    assertEquals(ActivationQuantizer.LSQ_PLUS, mixed.activations());
  }

  @Test
  void trainsNoBranchesWhereThereAreNone() throws IOException {
    assertEquals(Statistics.RUNNING, asked("--method=lsq-merged").settings().statistics());
    assertEquals(Method.PTQ, asked("--method=ptq").settings().method());
    assertEquals(Statistics.RUNNING, asked("--bn=frozen").settings().statistics());
  }

  @Test
  void saysWhatIsTrainedAndWhatCameOfIt() throws IOException {
    CommandLineRun run = tune(TuneCommandTest::train);

    assertEquals(0, run.status(), run.err());
    assertEquals("repqc: warning: images are small\n", run.err());
    Path output = folder.resolve("tuned.rq");
    assertEquals(
        """
        trained      2 parameters
        frozen       --freeze head.*: head.weight
        weights      8 bits (1), 4 bits (1); lsq
        activations  8 bits (1), 4 bits (1); lsq
        data         900 items; 100 held out
        steps        16
        epoch       loss         top1        rate
            1     1.2500      50.00 %    5.00e-03
            2  2.500e-04                 0.00e+00

        torch_jit                float  trained  integer
        weights in bytes        92,200            92,200
        top1 of 100 items      97.50 %  96.00 %  95.00 %
        same class as trained                    99.00 %
        learned bits of stem.weight: 2 with 3, 1 with 4
        wrote OUTPUT; to compile it: repqc compile OUTPUT -o DIR
        """
            .replace("OUTPUT", output.toString()),
        run.out());
  }

  @Test
  void listsAllWithoutTraining() throws IOException {
    CommandLineRun run = tune(TuneCommandTest::never, "--plan");

    assertEquals(0, run.status(), run.err());
    assertEquals(
        """
        parameter       type
        stem.weight     f32[16,3,3,3]  trained
        stem.bn.weight  f32[16]        trained
        head.weight     f32[10,16]     frozen: --freeze head.*

        quantizer  of          bits
        stem       weight         8  lsq
        image      activation     8  lsq
        block      weight         4  lsq
        relu       activation     4  lsq

        trained      2 parameters
        frozen       --freeze head.*: head.weight
        weights      8 bits (1), 4 bits (1); lsq
        activations  8 bits (1), 4 bits (1); lsq
        data         900 items; 100 held out
        steps        16
        """,
        run.out());
  }

  @Test
  void listsAllBeforeItTrains() throws IOException {
    String plan = tune(TuneCommandTest::never, "--plan").out();

    assertTrue(tune(TuneCommandTest::train, "--verbose").out().startsWith(plan));
  }

  @Test
  void drawsHowItWent() throws IOException {
    Path picture = folder.resolve("curve.svg");

    CommandLineRun run = tune(TuneCommandTest::train, "--plot", picture);

    assertEquals(0, run.status(), run.err());
    assertTrue(Files.readString(picture).endsWith("</svg>\n"));
  }

  @Test
  void anInterruptionSaysHowToGoOn() throws IOException {
    CommandLineRun run =
        tune(
            (request, listener) -> {
              listener.step(1, 16, 2);
              write(request.checkpoint());
              throw new TuneInterruption(request.checkpoint(), 1);
            },
            "--bits-of=it's*=W8A8");

    Path checkpoint = folder.resolve("tuned.rq.checkpoint");
    assertEquals(130, run.status());
    assertEquals(
        """
        repqc: stopped after step 1; %s holds all to go on from there
        repqc: to go on: repqc tune %s --data x.npy --labels y.npy -o %s --bits W4A4 --threads 2\
         '--bits-of=it'\\''s*=W8A8' --resume
        """
            .formatted(checkpoint, CommandLineRun.EXAMPLE, folder.resolve("tuned.rq")),
        run.err());
  }

  private static void write(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatGoesWrongInTrainingIsTold() throws IOException {
    CommandLineRun run =
        tune(
            (request, listener) -> {
              throw new ModelException("y.npy: label 3 is 11");
            });

    assertEquals(1, run.status());
    assertEquals("repqc: y.npy: label 3 is 11\n", run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --end-bits=W9A8           | --end-bits: 9 bits: expected from 2 to 8
          --end-bits=8              | --end-bits: "8": expected bits such as W4A8, each from 2 to 8
          --bits-of=W8A8            | --bits-of: "W8A8": expected a name and bits, as in stage1.*=W3A4
          --bits-of=a=W1A8          | --bits-of: 1 bits: expected from 2 to 8
          --epochs=-1               | --epochs -1: expected at least 0
          --batch=0                 | --batch 0: expected at least 1
          --learning-rate=0         | --learning-rate 0.0: expected more than 0
          --learning-rate=NaN       | --learning-rate NaN: expected more than 0
          --quantizer-rate=-1       | --quantizer-rate -1.0: expected 0 or more
          --scaling-rate=-1         | --scaling-rate -1.0: expected 0 or more
          --momentum=1              | --momentum 1.0: expected 0 or more, and less than 1
          --weight-decay=-0.1       | --weight-decay -0.1: expected 0 or more
          --label-smoothing=1       | --label-smoothing 1.0: expected 0 or more, and less than 1
          --shift=-1                | --shift -1: expected at least 0
          --distill=2               | --distill 2.0: expected a share, from 0 to 1
          --patience=0              | --patience 0: expected at least 1
          --bn-momentum=1.5         | --bn-momentum 1.5: expected a share, from 0 to 1
          --hold-out=1              | --hold-out 1.0: expected 0 or more, and less than 1
          --peak=0                  | --peak 0.0: expected more than 0
          --evaluate=x.npy          | --evaluate x.npy: there is nothing to judge by; add --evaluate-labels FILE
          --evaluate-labels=y.npy   | --evaluate-labels y.npy: what they are for is missing; add --evaluate FILE
          --clipping-decay=1        | --clipping-decay 1.0: it has no effect without --activation-quantizer pact
          --size-penalty=1          | --size-penalty 1.0: it has no effect without --weight-quantizer diffq
          --optimizer=adam --momentum=0.5     | --momentum 0.5: it has no effect without --optimizer sgd
          --loss=l2 --label-smoothing=0.1     | --label-smoothing 0.1: it has no effect with --loss l2
          --method=lsq-merged --bn=batch      | --bn batch: it has no effect with --method lsq-merged
          --method=ptq --flip --epochs=2      | --flip, --epochs: it has no effect with --method ptq, which does not train
          --hold-out=0 --patience=3           | --patience needs results of each epoch; give it some data with --hold-out SHARE
          """)
  void refusesWhatMakesNoSense(String options, String message) throws IOException {
    CommandLineRun run = tune(TuneCommandTest::never, (Object[]) options.split(" "));

    assertEquals(new CommandLineRun(1, "", "repqc: " + message + "\n"), run);
  }

  @Test
  void refusesFilesThatCouldNotBeWritten() throws IOException {
    Path nowhere = folder.resolve("none/curve.svg");

    CommandLineRun picture = tune(TuneCommandTest::never, "--plot", nowhere);

    assertEquals(1, picture.status());
    assertEquals(
        "repqc: %s: cannot be written: there is no folder %s\n"
            .formatted(nowhere, nowhere.getParent()),
        picture.err());
  }

  @Test
  void refusesAnUnknownKindOfOutput() throws IOException {
    Path output = folder.resolve("tuned.txt");

    CommandLineRun run =
        FakeTuner.run(
            folder,
            true,
            PLAN,
            TuneCommandTest::never,
            "tune",
            CommandLineRun.EXAMPLE,
            "--data=x.npy",
            "--labels=y.npy",
            "--bits=W4A4",
            "-o",
            output);

    assertEquals(
        "repqc: %s: found an unknown kind of file, expected .onnx or .rq\n".formatted(output),
        run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -o t.rq                            | there is nothing to train on; give it with --data FILE
          -o t.rq --bits=W4A4 --labels=y.npy | there is nothing to train on; give it with --data FILE
          -o t.rq --bits=W4A4 --data=x.npy   | the right answers to the data are missing; give them with --labels FILE
          -o t.rq --data=x.npy --labels=y.npy | nothing says for how many bits to train; add them as in --bits W4A4
          """)
  void saysWhatIsMissing(String options, String message) throws IOException {
    Stream<String> words =
        Stream.concat(Stream.of("tune", "net.onnx"), Stream.of(options.split(" ")));

    CommandLineRun run = FakeTuner.run(folder, true, PLAN, TuneCommandTest::never, words.toArray());

    assertEquals(new CommandLineRun(1, "", "repqc: " + message + "\n"), run);
  }

  @Test
  void saysWhereTheModuleIsFromIfItIsMissing() throws IOException {
    CommandLineRun run =
        FakeTuner.run(
            folder,
            false,
            PLAN,
            TuneCommandTest::never,
            "tune",
            CommandLineRun.EXAMPLE,
            "--data=x.npy",
            "--labels=y.npy",
            "--bits=W4A4",
            "-o",
            folder.resolve("tuned.rq"));

    assertEquals(
        new CommandLineRun(
            1,
            "",
            "repqc: training needs RepQC's module \"tune\", which is not on the class path;"
                + " ./repqc tune fetches it on first use\n"),
        run);
  }
}
