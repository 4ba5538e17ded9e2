package io.repqc.cli;

import io.repqc.cli.terminal.ProgressBars;
import io.repqc.compiler.golden.GoldenInputs;
import io.repqc.compiler.golden.GoldenRecording;
import io.repqc.compiler.golden.GoldenRequest;
import io.repqc.compiler.golden.GoldenSummary;
import io.repqc.compiler.quantize.LabelledData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationRequest.Interface;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code repqc golden record}. */
@Command(
    name = "record",
    description = {
      "Quantizes a network as repqc compile does, runs it on some items, and writes down the options,"
          + " the integers that come out, and a digest of each layer.",
      "A network with quantizers of its own, or in integers, needs no data."
    })
final class GoldenRecordCommand implements Runnable {
  @ParentCommand private GoldenCommand golden;
  @Mixin private NetworkOptions network;
  @Mixin private CalibrationOptions calibration;
  @Mixin private NumberOptions numbers;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|logits",
      required = true,
      description = {"The golden file to write.", "logits: drops a last softmax."})
  private List<String> outputs = List.of();

  @Option(
      names = "--interface",
      paramLabel = "TYPE",
      description = {"float (the default), or int8: the network takes and gives integers."})
  private Elements elements = Elements.FLOAT;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Runs it on N items, evenly spread over the data; 4 if not given.")
  private int items = GoldenInputs.USUAL_ITEMS;

  @Option(
      names = "--on",
      paramLabel = "NAME=FILE",
      description = "Runs it on this and not on --data.")
  private List<String> on = List.of();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = {
        "Runs it on numbers drawn from a seed over the range of its inputs, as where there is no"
            + " data; then SEED is 1."
      })
  private Long seed;

  @Override
  public void run() {
    GoldenSummary summary;
    try (ProgressBars progress = new ProgressBars(golden.console())) {
      summary = GoldenRecording.run(request(), progress);
    }
    summary.notes().forEach(note -> Failures.warn(golden.console().err(), note));
    golden
        .console()
        .out()
        .printf(
            "wrote %s: items %d, layers %d, outputs %d%n",
            summary.golden(), summary.items(), summary.layers(), summary.outputs());
  }

  private GoldenRequest request() {
    OptionalLong drawn = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    return new GoldenRequest(
        quantization(), new GoldenInputs(on, drawn, items), new Outputs(outputs).place("file"));
  }

  private QuantizationRequest quantization() {
    boolean isInteger = elements == Elements.INT8;
    return new QuantizationRequest(
        network.file(),
        network.importOptions(),
        calibration.calibration(),
        LabelledData.NONE,
        numbers.settings(),
        new Interface(isInteger, isInteger, new Outputs(outputs).areLogits()),
        Optional.empty(),
        false);
  }
}
