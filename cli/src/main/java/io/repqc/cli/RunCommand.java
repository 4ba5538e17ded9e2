package io.repqc.cli;

import io.repqc.cli.report.RunReport;
import io.repqc.cli.terminal.ProgressBar;
import io.repqc.compiler.run.NetworkRun;
import io.repqc.compiler.run.RunRequest;
import io.repqc.compiler.run.RunResult;
import io.repqc.ir.Interpreter;
import io.repqc.ir.fast.FastEvaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code repqc run}. */
@Command(
    name = "run",
    description = {
      "Runs a network with the reference interpreter, and compares what comes out.",
      "A FILE is a tensor (.npy, .npz, .pb), an image (.png, .jpg) or a folder of images; its first"
          + " dimension may be a batch of any size. NAME= may be left out if there is only one."
    })
final class RunCommand implements Callable<Integer> {
  @ParentCommand private Repqc repqc;
  @Mixin private PixelOptions pixels;

  @Parameters(paramLabel = "MODEL", description = "A network: .onnx or .rq.")
  private Path model;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      description = {
        "What an input is given.",
        "NAME=1x3x224x224 fixes the dimensions that the network leaves open."
      })
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Writes the outputs to DIR/output_0.npy, DIR/output_1.npy, ...")
  private Path output;

  @Option(
      names = "--expect",
      paramLabel = "NAME=FILE",
      description = "What an output must be; where it is not, the exit status is 1.")
  private List<String> expected = List.of();

  @Option(
      names = "--rtol",
      paramLabel = "X",
      description = "Allows X times the expected number (1e-3 for floats, 0 for integers).")
  private Double relative;

  @Option(
      names = "--atol",
      paramLabel = "X",
      description = "Allows X beside --rtol (1e-5 for floats, 0 for integers).")
  private Double absolute;

  @Option(names = "--reference", description = "Runs by the definition of each op, slowly.")
  private boolean reference;

  @Override
  public Integer call() {
    RunRequest request =
        new RunRequest(
            model,
            inputs,
            pixels.preprocessing(),
            reference ? Interpreter.Evaluation.REFERENCE : new FastEvaluation(),
            Optional.ofNullable(output),
            expected,
            Optional.ofNullable(relative),
            Optional.ofNullable(absolute));
    RunResult result;
    try (ProgressBar progress = repqc.console().progress("running")) {
      result = NetworkRun.run(request, progress);
    }
    RunReport.lines(result, repqc.console().style()).forEach(repqc.console().out()::println);
    return result.isAsExpected() ? 0 : Failures.USERS_ERROR;
  }
}
