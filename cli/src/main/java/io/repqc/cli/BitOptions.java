package io.repqc.cli;

import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** The integers that a network is trained for. */
final class BitOptions extends IntegerOptions {
  @Option(
      names = "--bits",
      paramLabel = "WnAm",
      description = {
        "How many bits weights have (n) and the activations that their layers read (m), each from 2"
            + " to 8, as in W4A4."
      })
  private String usual;

  QuantizationSettings settings() {
    ModelException.check(
        usual != null, "nothing says for how many bits to train; add them as in --bits W4A4");
    return new QuantizationSettings(
        ElementType.U8,
        false,
        perChannel(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        false,
        false,
        false,
        keepFloat(),
        List.of(),
        convention(),
        allowFloat(),
        widths(usual));
  }
}
