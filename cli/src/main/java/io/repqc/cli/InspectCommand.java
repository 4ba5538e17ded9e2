package io.repqc.cli;

import io.repqc.cli.picture.NetworkDiagram;
import io.repqc.cli.picture.SvgWriter;
import io.repqc.cli.report.InspectionReport;
import io.repqc.compiler.ModelFile;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.ir.Model;
import io.repqc.ir.OutputFile;
import io.repqc.ir.text.IrPrinter;
import io.repqc.ir.text.RqWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code repqc inspect}. */
@Command(
    name = "inspect",
    description = "Shows a network: its inputs, outputs and parameters, and a table of its layers.")
final class InspectCommand implements Runnable {
  @ParentCommand private Repqc repqc;
  @Mixin private NetworkOptions network;

  @Option(names = "--parameters", description = "Lists which parameters are trainable.")
  private boolean parameters;

  @Option(names = "--print", description = "Prints the network as text (.rq) instead.")
  private boolean print;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.rq",
      description = "Writes the network as text, with its numbers in a file beside it.")
  private Path text;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draws the network.")
  private Path picture;

  @Override
  public void run() {
    Model model = ModelFile.read(network.file(), network.importOptions());
    PrintWriter out = repqc.console().out();
    if (picture != null) {
      String svg = SvgWriter.write(NetworkDiagram.of(model.graph()));
      OutputFile.write(picture, svg.getBytes(StandardCharsets.UTF_8));
    }
    if (text != null) {
      RqWriter.write(model, text);
    }
    if (print) {
      out.print(IrPrinter.print(model));
    } else {
      Inspection inspection = Inspection.of(model.graph());
      InspectionReport.lines(inspection, parameters, repqc.console().style()).forEach(out::println);
    }
  }
}
