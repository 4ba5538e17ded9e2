package io.repqc.compiler.option;

import io.repqc.compiler.ShapeArguments;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ElementType;
import io.repqc.ir.op.Convention;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the texts of options mean that decide how a network is read, calibrated and quantized, by
 * their names on the command line; one that is missing has its usual value.
 */
public final class OptionValues {
  /** All there are, those first that say how the file is read. */
  public static final List<String> NAMES =
      List.of(
          ("input freeze train scale mean std layout calibrate samples bits end-bits bits-of"
                  + " activations symmetric weight-scales observer percentile weight-observer equalize correct-bias"
                  + " round-weights optimize keep-float int16 allow-float convention input-type"
                  + " output-type logits")
              .split(" "));

  /** Those that may have several values. */
  public static final List<String> REPEATED =
      List.of("input", "freeze", "train", "bits-of", "keep-float", "int16", "allow-float");

  private static final RangeMethod[] OF_WEIGHTS = {RangeMethod.MIN_MAX, RangeMethod.MSE};

  private final OptionReader texts;

  public OptionValues(OptionReader texts) {
    this.texts = texts;
  }

  /** {@code data} is to calibrate on, {@code name=FILE}. */
  public QuantizationRequest network(Path model, List<String> data) {
    return new QuantizationRequest(
        model,
        new ImportOptions(
            ShapeArguments.parse(texts.all("input")),
            Map.of(),
            texts.all("freeze"),
            texts.all("train")),
        calibration(data),
        LabelledData.NONE,
        settings(),
        new QuantizationRequest.Interface(
            texts.isOne("input-type", "int8", "float"),
            texts.isOne("output-type", "int8", "float"),
            texts.isYes("logits")),
        Optional.empty(),
        false);
  }

  private CalibrationData calibration(List<String> files) {
    Optional<Integer> samples = texts.number("samples", Integer::valueOf);
    return new CalibrationData(
        files,
        preprocessing(),
        samples.isPresent() ? OptionalInt.of(samples.get()) : OptionalInt.empty(),
        texts.constant("calibrate", Source.values()).isPresent());
  }

  /** What there is in the place of data. */
  private enum Source {
    RANDOM
  }

  private Optional<Preprocessing> preprocessing() {
    if (Stream.of("scale", "mean", "std", "layout").allMatch(name -> texts.all(name).isEmpty())) {
      return Optional.empty();
    }
    Preprocessing usual = Preprocessing.UNIT;
    return Optional.of(
        new Preprocessing(
            texts.number("scale", Double::valueOf).orElse(usual.scale()),
            texts.numbers("mean").orElse(usual.mean()),
            texts.numbers("std").orElse(usual.std()),
            texts.constant("layout", Preprocessing.Layout.values()).orElse(usual.layout())));
  }

  private QuantizationSettings settings() {
    Optional<Double> percentile = texts.number("percentile", Double::valueOf);
    boolean isBest = texts.constant("optimize", Goal.values()).isPresent();
    return new QuantizationSettings(
        texts.isOne("activations", "s8", "u8") ? ElementType.I8 : ElementType.U8,
        texts.isYes("symmetric"),
        !texts.isOne("weight-scales", "per-tensor", "per-channel"),
        texts.constant("observer", RangeMethod.values()),
        texts.constant("weight-observer", OF_WEIGHTS),
        percentile.isPresent() ? OptionalDouble.of(percentile.get()) : OptionalDouble.empty(),
        texts.isYes("equalize") || isBest,
        texts.isYes("correct-bias") || isBest,
        texts.isYes("round-weights") || isBest,
        texts.all("keep-float"),
        texts.all("int16"),
        texts.constant("convention", Convention.values()).orElse(Convention.ONNX),
        texts.all("allow-float"),
        new BitWidths(
            bits("bits"), bits("end-bits"), texts.parsedAll("bits-of", BitWidths::parse)));
  }

  private Bits bits(String name) {
    return texts.parsed(name, Bits::parse).orElse(Bits.EIGHT);
  }

  /** What to give time for. */
  private enum Goal {
    ACCURACY
  }
}
