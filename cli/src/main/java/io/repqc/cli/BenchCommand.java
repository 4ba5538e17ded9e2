package io.repqc.cli;

import io.repqc.cli.report.TimingReport;
import io.repqc.cli.terminal.ProgressBar;
import io.repqc.cli.terminal.Style;
import io.repqc.compiler.timing.FolderTiming;
import io.repqc.compiler.timing.TimingRequest;
import io.repqc.compiler.timing.TimingResult;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code repqc bench}. */
@Command(
    name = "bench",
    description = {
      "Compiles the C that repqc compile wrote into a folder, and times it on this machine, layer by"
          + " layer.",
      "With the network's ONNX file, ONNX Runtime runs beside it on one thread; both take turns."
    })
final class BenchCommand implements Runnable {
  @ParentCommand private Repqc repqc;

  @Parameters(paramLabel = "DIR", description = "A folder that repqc compile wrote to.")
  private Path folder;

  @Option(
      names = "--name",
      paramLabel = "IDENTIFIER",
      description = "Which program, if there are several in the folder.")
  private String name;

  @Option(
      names = "--cc",
      paramLabel = "COMMAND",
      description = "The C compiler; cc, gcc or clang if not given.")
  private String compiler;

  @Option(
      names = "--cflags",
      paramLabel = "OPTIONS",
      defaultValue = "-O3 -march=native",
      description = "What it is told; ${DEFAULT-VALUE} if not given.")
  private String options;

  @Option(
      names = "--onnx",
      paramLabel = "MODEL",
      description = "The same network for ONNX Runtime.")
  private Path network;

  @Option(
      names = "--onnxruntime",
      paramLabel = "JAR",
      description = "The jar of ONNX Runtime for Java, if it is not on the class path.")
  private Path onnxRuntime;

  @Override
  public void run() {
    ModelException.check(
        onnxRuntime == null || network != null,
        "--onnxruntime %s: there is nothing to run; add --onnx MODEL",
        onnxRuntime);
    TimingResult result;
    try (ProgressBar progress = repqc.console().progress("timing")) {
      result = FolderTiming.run(request(), progress);
    }
    if (network != null && result.other().isEmpty()) {
      Failures.warn(
          repqc.console().err(),
          "ONNX Runtime is not on the class path; --onnxruntime JAR says where it is");
    }
    Style style = repqc.console().style();
    TimingReport.lines(result, style).forEach(repqc.console().out()::println);
  }

  private TimingRequest request() {
    return new TimingRequest(
        folder,
        Optional.ofNullable(name),
        Optional.ofNullable(compiler),
        List.of(options.strip().split("\\s+")),
        Optional.ofNullable(network),
        Optional.ofNullable(onnxRuntime));
  }
}
