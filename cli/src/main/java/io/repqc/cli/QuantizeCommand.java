package io.repqc.cli;

import io.repqc.cli.report.ExplanationReport;
import io.repqc.cli.report.QuantizationReport;
import io.repqc.cli.terminal.ProgressBars;
import io.repqc.cli.terminal.Style;
import io.repqc.compiler.quantize.NetworkQuantization;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationRequest.Interface;
import io.repqc.compiler.quantize.QuantizationResult;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.text.IrPrinter;
import io.repqc.passes.Pass;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code repqc quantize}. */
@Command(
    name = "quantize",
    description = {
      "Merges the branches of a network, observes its numbers on data, and makes it compute in small"
          + " integers.",
      "A network that brings quantizers of its own keeps their numbers and needs no data."
    })
final class QuantizeCommand implements Runnable {
  @ParentCommand private Repqc repqc;
  @Mixin private NetworkOptions network;
  @Mixin private DataOptions data;
  @Mixin private NumberOptions numbers;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|logits",
      description = {
        "Writes the network: FILE.onnx with quantizers, for any runtime, or FILE.rq in integers.",
        "logits: drops a last softmax."
      })
  private List<String> outputs = List.of();

  @Option(
      names = "--input-type",
      paramLabel = "TYPE",
      description = "float (the default), or int8: the network takes its integers themselves.")
  private Elements inputType = Elements.FLOAT;

  @Option(
      names = "--output-type",
      paramLabel = "TYPE",
      description = "float (the default), or int8: the network gives its integers themselves.")
  private Elements outputType = Elements.FLOAT;

  @Option(
      names = "--report",
      description = {
        "Compares each layer with the float network on up to 64 items, and says which hurt most."
      })
  private boolean report;

  @Option(names = "--explain", description = "Says what was left as it is, and why.")
  private boolean explain;

  @Option(
      names = "--print-after",
      paramLabel = "PASS",
      description = "Prints the network as text after a pass, such as insert-quantizers.")
  private String printAfter;

  private final Set<String> passes = new LinkedHashSet<>();

  @Override
  public void run() {
    QuantizationResult result;
    try (ProgressBars progress = new ProgressBars(repqc.console())) {
      result = NetworkQuantization.run(request(), progress, this::observe);
    }
    ModelException.check(
        printAfter == null || passes.contains(printAfter),
        "--print-after %s: no such pass ran; those that did: %s",
        printAfter,
        String.join(", ", passes));
    result.notes().forEach(note -> Failures.warn(repqc.console().err(), note));
    print(result);
  }

  private QuantizationRequest request() {
    return new QuantizationRequest(
        network.file(),
        network.importOptions(),
        data.calibration(),
        data.labelled(),
        numbers.settings(),
        new Interface(
            inputType == Elements.INT8,
            outputType == Elements.INT8,
            new Outputs(outputs).areLogits()),
        new Outputs(outputs).find("file"),
        report);
  }

  private void observe(Pass pass, Model model) {
    passes.add(pass.name());
    if (pass.name().equals(printAfter)) {
      repqc.console().out().print(IrPrinter.print(model));
    }
  }

  private void print(QuantizationResult result) {
    PrintWriter out = repqc.console().out();
    Style style = repqc.console().style();
    QuantizationReport.summary(result, style).forEach(out::println);
    if (report) {
      QuantizationReport.layers(result, style).forEach(out::println);
    }
    if (explain) {
      ExplanationReport.lines(result.reasons(), style).forEach(out::println);
    }
  }
}
