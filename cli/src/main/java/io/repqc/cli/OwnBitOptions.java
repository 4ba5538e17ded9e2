package io.repqc.cli;

import io.repqc.ir.ModelException;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Options with which some layers have other bits than most. */
abstract class OwnBitOptions {
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

  BitWidths widths(String usual) {
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
