package io.repqc.cli;

import io.repqc.compiler.ShapeArguments;
import io.repqc.frontend.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network a command reads, and how. */
final class NetworkOptions {
  @Parameters(paramLabel = "MODEL", description = "A network: .onnx or .rq.")
  private Path file;

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

  Path file() {
    return file;
  }

  ImportOptions importOptions() {
    return new ImportOptions(ShapeArguments.parse(inputs), Map.of(), freeze, train);
  }
}
