package io.repqc.cli;

import io.repqc.cli.picture.NetworkDiagram;
import io.repqc.cli.picture.SvgWriter;
import io.repqc.cli.report.ExplanationReport;
import io.repqc.cli.report.MergeReport;
import io.repqc.cli.terminal.ProgressBar;
import io.repqc.cli.terminal.Style;
import io.repqc.compiler.merge.MergeRequest;
import io.repqc.compiler.merge.MergeResult;
import io.repqc.compiler.merge.NetworkMerge;
import io.repqc.ir.OutputFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code repqc merge}. */
@Command(
    name = "merge",
    description = {
      "Merges the branches of a network: every linear part becomes single convolutions where that"
          + " makes it cheaper.",
      "The result computes the same, up to the rounding of floats."
    })
final class MergeCommand implements Runnable {
  @ParentCommand private Repqc repqc;
  @Mixin private NetworkOptions network;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the merged network: .onnx or .rq.")
  private Path output;

  @Option(
      names = "--report",
      description = {
        "Says for each merged part what went in, what it cost before and after, and how well it"
            + " agrees with the original on random inputs."
      })
  private boolean report;

  @Option(names = "--explain", description = "Says why other parts did not merge.")
  private boolean explain;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draws the network before and after, side by side.")
  private Path picture;

  @Option(
      names = "--keep-expressions",
      description = {
        "Leaves the merged weights as expressions of the parameters.",
        "A .rq file also keeps which parameters are trainable; an .onnx file has no place for that."
      })
  private boolean keepExpressions;

  @Override
  public void run() {
    MergeRequest request =
        new MergeRequest(
            network.file(),
            network.importOptions(),
            Optional.ofNullable(output),
            keepExpressions,
            report);
    MergeResult result;
    try (ProgressBar progress = repqc.console().progress("certifying")) {
      result = NetworkMerge.run(request, progress);
    }
    if (picture != null) {
      OutputFile.write(picture, draw(result).getBytes(StandardCharsets.UTF_8));
    }
    result.notes().forEach(note -> Failures.warn(repqc.console().err(), note));
    print(result);
  }

  private static String draw(MergeResult result) {
    return SvgWriter.write(
        List.of(
            new SvgWriter.Panel("before", NetworkDiagram.of(result.before().graph())),
            new SvgWriter.Panel("after", NetworkDiagram.of(result.after().graph()))));
  }

  private void print(MergeResult result) {
    PrintWriter out = repqc.console().out();
    Style style = repqc.console().style();
    MergeReport.summary(result, style).forEach(out::println);
    if (report) {
      MergeReport.certificates(result, style).forEach(out::println);
    }
    if (explain) {
      ExplanationReport.lines(result.reasons(), style).forEach(out::println);
    }
  }
}
