package io.repqc.cli;

import io.repqc.cli.picture.NetworkDiagram;
import io.repqc.cli.picture.SvgWriter;
import io.repqc.cli.report.InspectionReport;
import io.repqc.compiler.ModelFile;
import io.repqc.compiler.ShapeArguments;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Model;
import io.repqc.ir.OutputFile;
import io.repqc.ir.text.IrPrinter;
import io.repqc.ir.text.RqWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code repqc inspect}. */
@Command(
    name = "inspect",
    description = "Shows a network: its inputs, outputs and parameters, and a table of its layers.")
final class InspectCommand implements Runnable {
  @ParentCommand private Repqc repqc;

  @Parameters(paramLabel = "MODEL", description = "A network: .onnx or .rq.")
  private Path model;

  @Option(
      names = "--input",
      paramLabel = "NAME=SHAPE",
      description = "Fixes the dimensions that the file leaves open, as in image=1x3x224x224.")
  private List<String> inputs = List.of();

  @Option(
      names = "--freeze",
      paramLabel = "GLOB",
      description = "Takes parameters of these names as not trainable.")
  private List<String> freeze = List.of();

  @Option(
      names = "--train",
      paramLabel = "GLOB",
      description = "Takes parameters of these names as trainable; wins over --freeze.")
  private List<String> train = List.of();

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
    Map<String, List<Integer>> shapes = ShapeArguments.parse(inputs);
    Model network = ModelFile.read(model, new ImportOptions(shapes, Map.of(), freeze, train));
    PrintWriter out = repqc.console().out();
    if (picture != null) {
      String svg = SvgWriter.write(NetworkDiagram.of(network.graph()));
      OutputFile.write(picture, svg.getBytes(StandardCharsets.UTF_8));
    }
    if (text != null) {
      RqWriter.write(network, text);
    }
    if (print) {
      out.print(IrPrinter.print(network));
    } else {
      Inspection inspection = Inspection.of(network.graph());
      InspectionReport.lines(inspection, parameters, repqc.console().style()).forEach(out::println);
    }
  }
}
