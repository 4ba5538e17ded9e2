package io.repqc.compiler.golden;

import io.repqc.compiler.Word;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ElementType;
import io.repqc.ir.text.Decimal;
import io.repqc.passes.observe.RangeMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options that decide what is recorded, by the names that they have on the command line and
 * with their values as texts; what was not given stands there too, with what it is then. {@link
 * io.repqc.compiler.option.OptionValues} reads them again.
 */
final class OptionTexts {
  /** What the network is run on, which says nothing of the network. */
  static final Set<String> OF_INPUTS = Set.of("items", "seed");

  static final String YES = "yes";
  static final String NO = "no";
  static final String RANDOM = "random";
  static final String PER_CHANNEL = "per-channel";
  static final String PER_TENSOR = "per-tensor";

  private final Map<String, List<String>> texts = new LinkedHashMap<>();

  private OptionTexts() {}

  /** Options of how numbers become integers count only where {@code isQuantized}. */
  static Map<String, List<String>> of(GoldenRequest request, boolean isQuantized) {
    OptionTexts texts = new OptionTexts();
    QuantizationRequest network = request.network();
    texts.add(network.options());
    network.calibration().preprocessing().ifPresent(texts::add);
    if (isQuantized) {
      texts.add(network.calibration());
      texts.add(network.settings());
      texts.add(network.ends());
    }
    texts.put("items", request.inputs().items());
    request.inputs().seed().ifPresent(seed -> texts.put("seed", seed));
    return texts.texts;
  }

  /** How an option differs from what was recorded; null where it is not given. */
  static String difference(String name, List<String> recorded, List<String> found) {
    return "option %s: recorded with %s, found %s".formatted(name, text(recorded), text(found));
  }

  private static String text(List<String> values) {
    return values == null ? "none" : String.join(", ", values);
  }

  private void add(ImportOptions options) {
    put(
        "input",
        options.inputShapes().entrySet().stream()
            .map(shape -> shape.getKey() + "=" + joined(shape.getValue(), "x"))
            .toList());
    put("freeze", options.freeze());
    put("train", options.train());
  }

  private void add(Preprocessing pixels) {
    put("scale", Decimal.of(pixels.scale()));
    put("mean", joined(pixels.mean().stream().map(Decimal::of).toList(), ","));
    put("std", joined(pixels.std().stream().map(Decimal::of).toList(), ","));
    put("layout", Word.of(pixels.layout()));
  }

  private void add(CalibrationData data) {
    if (data.isRandom()) {
      put("calibrate", RANDOM);
    }
    put("samples", data.mostItems());
  }

  private void add(QuantizationSettings settings) {
    put("bits", settings.bits().usual());
    put("end-bits", settings.bits().ends());
    put("bits-of", settings.bits().ownTexts());
    put("activations", settings.activations() == ElementType.U8 ? "u8" : "s8");
    put("symmetric", settings.symmetric());
    put("weight-scales", settings.perChannel() ? PER_CHANNEL : PER_TENSOR);
    put("observer", Word.of(settings.activationRange()));
    if (settings.activationRange() == RangeMethod.PERCENTILE) {
      put("percentile", Decimal.of(settings.percent()));
    }
    put("weight-observer", Word.of(settings.weightRange()));
    put("equalize", settings.equalizes());
    put("correct-bias", settings.correctsBiases());
    put("round-weights", settings.roundsWeights());
    put("keep-float", settings.keepFloat());
    put("int16", settings.wide());
    put("allow-float", settings.allowFloat());
    put("convention", Word.of(settings.convention()));
  }

  private void add(QuantizationRequest.Interface ends) {
    put("input-type", ends.integerInputs() ? "int8" : "float");
    put("output-type", ends.integerOutputs() ? "int8" : "float");
    put("logits", ends.dropsSoftmax());
  }

  private void put(String name, boolean holds) {
    put(name, holds ? YES : NO);
  }

  private void put(String name, Object value) {
    put(name, List.of(value.toString()));
  }

  private void put(String name, List<String> values) {
    if (!values.isEmpty()) {
      texts.put(name, List.copyOf(values));
    }
  }

  private static String joined(List<?> parts, String separator) {
    return parts.stream().map(Object::toString).collect(Collectors.joining(separator));
  }
}
