package io.repqc.cli;

import io.repqc.ir.ModelException;
import io.repqc.ir.op.Convention;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The integers of a network, however they are found. */
abstract class IntegerOptions {
  @Option(
      names = "--end-bits",
      paramLabel = "WnAm",
      description = {
        "The same for the layers at both ends, which many networks need finer; W8A8 if not given."
      })
  private String ends = Bits.EIGHT.toString();

  @Option(
      names = "--bits-of",
      paramLabel = "GLOB=WnAm",
      description = {
        "The same for layers of these names, as in 'stage1.*=W3A4'; the last that matches counts."
      })
  private List<String> own = List.of();

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
            + " '*' allows all."
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

  final boolean perChannel() {
    return scales == Scales.PER_CHANNEL;
  }

  final List<String> keepFloat() {
    return keepFloat;
  }

  final List<String> allowFloat() {
    return allowFloat;
  }

  final Convention convention() {
    return convention;
  }

  /** The bits of each layer, where most have {@code usual}. */
  final BitWidths widths(String usual) {
    return new BitWidths(
        parse("--bits", () -> Bits.parse(usual)),
        parse("--end-bits", () -> Bits.parse(ends)),
        parse("--bits-of", () -> BitWidths.parse(own)));
  }

  private static <T> T parse(String option, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (ModelException e) {
      throw new ModelException(option + ": " + e.getMessage());
    }
  }
}
