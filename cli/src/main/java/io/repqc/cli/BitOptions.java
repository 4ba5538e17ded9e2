package io.repqc.cli;

import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.op.Convention;
import io.repqc.passes.quantize.BitWidths;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** The integers that a network is trained for. */
final class BitOptions extends OwnBitOptions {
  @Option(
      names = "--bits",
      paramLabel = "WnAm",
      description = {
        "How many bits weights have (n) and the activations that their layers read (m), each from 2"
            + " to 8, as in W4A4."
      })
  private String usual;

  @Option(
      names = "--weight-scales",
      paramLabel = "SCALES",
      description = "Gives weights scales per-channel (the default) or per-tensor.")
  private Scales scales = Scales.PER_CHANNEL;

  @Option(
      names = "--keep-float",
      paramLabel = "GLOB",
      description = "Computes values of these names in floats.")
  private List<String> keepFloat = List.of();

  @Option(
      names = "--allow-float",
      paramLabel = "GLOB",
      description = {
        "Lets values of these names be floats where there is no integer form; an error names them."
      })
  private List<String> allowFloat = List.of();

  @Option(
      names = "--convention",
      paramLabel = "RULE",
      description = {
        "How sums are rounded to levels: onnx (the default, as ONNX Runtime does), fixed (integers"
            + " only) or tflite."
      })
  private Convention convention = Convention.ONNX;

  BitWidths widths() {
    ModelException.check(
        usual != null, "nothing says for how many bits to train; add them as in --bits W4A4");
    return widths(usual);
  }

  QuantizationSettings settings() {
    return new QuantizationSettings(
        ElementType.U8,
        false,
        scales == Scales.PER_CHANNEL,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        false,
        false,
        false,
        keepFloat,
        List.of(),
        convention,
        allowFloat,
        widths());
  }
}
