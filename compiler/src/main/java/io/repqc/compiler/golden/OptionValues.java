package io.repqc.compiler.golden;

import io.repqc.compiler.ShapeArguments;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.op.Convention;
import io.repqc.passes.observe.RangeMethod;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the texts of options mean; an option that is missing has its usual value. */
final class OptionValues {
  static final Set<String> NAMES =
      Set.of(
          ("input freeze train scale mean std layout calibrate samples activations symmetric"
                  + " weight-scales observer percentile weight-observer equalize correct-bias"
                  + " round-weights keep-float int16 allow-float convention input-type output-type"
                  + " logits items seed")
              .split(" "));

  private final Path golden;
  private final Map<String, List<String>> texts;

  OptionValues(Path golden, Map<String, List<String>> texts) {
    this.golden = golden;
    this.texts = texts;
  }

  QuantizationRequest network(Path model, List<String> data) {
    return new QuantizationRequest(
        model,
        new ImportOptions(
            ShapeArguments.parse(all("input")), Map.of(), all("freeze"), all("train")),
        calibration(data),
        LabelledData.NONE,
        settings(),
        new QuantizationRequest.Interface(
            isOne("input-type", "int8", "float"),
            isOne("output-type", "int8", "float"),
            isOne("logits", OptionTexts.YES, OptionTexts.NO)),
        Optional.empty(),
        false);
  }

  GoldenInputs inputs(List<String> files) {
    Optional<Long> seed = number("seed", Long::valueOf);
    int items = number("items", Integer::valueOf).orElse(GoldenInputs.USUAL_ITEMS);
    return new GoldenInputs(
        files, seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty(), items);
  }

  private CalibrationData calibration(List<String> files) {
    Optional<Integer> samples = number("samples", Integer::valueOf);
    return new CalibrationData(
        files,
        preprocessing(),
        samples.isPresent() ? OptionalInt.of(samples.get()) : OptionalInt.empty(),
        one("calibrate").isPresent());
  }

  private Optional<Preprocessing> preprocessing() {
    return number("scale", Double::valueOf)
        .map(
            scale ->
                new Preprocessing(
                    scale,
                    numbers("mean"),
                    numbers("std"),
                    constant("layout", Preprocessing.Layout.values())
                        .orElse(Preprocessing.Layout.NCHW)));
  }

  private QuantizationSettings settings() {
    Optional<Double> percentile = number("percentile", Double::valueOf);
    return new QuantizationSettings(
        isOne("activations", "s8", "u8") ? ElementType.I8 : ElementType.U8,
        isYes("symmetric"),
        !isOne("weight-scales", OptionTexts.PER_TENSOR, OptionTexts.PER_CHANNEL),
        constant("observer", RangeMethod.values()),
        constant("weight-observer", RangeMethod.values()),
        percentile.isPresent() ? OptionalDouble.of(percentile.get()) : OptionalDouble.empty(),
        isYes("equalize"),
        isYes("correct-bias"),
        isYes("round-weights"),
        all("keep-float"),
        all("int16"),
        constant("convention", Convention.values()).orElse(Convention.ONNX),
        all("allow-float"));
  }

  private List<String> all(String name) {
    return texts.getOrDefault(name, List.of());
  }

  private Optional<String> one(String name) {
    List<String> values = all(name);
    check(values.size() <= 1, name, String.join(" and ", values), "one of them");
    return values.stream().findFirst();
  }

  private boolean isYes(String name) {
    return isOne(name, OptionTexts.YES, OptionTexts.NO);
  }

  /** Whether an option has a value, and not the other that it may have, which is the usual one. */
  private boolean isOne(String name, String value, String other) {
    Optional<String> text = one(name);
    text.ifPresent(
        found ->
            check(found.equals(value) || found.equals(other), name, found, value + " or " + other));
    return text.filter(value::equals).isPresent();
  }

  private <T extends Enum<T>> Optional<T> constant(String name, T[] constants) {
    Optional<String> text = one(name);
    Optional<T> constant =
        Arrays.stream(constants)
            .filter(each -> text.filter(OptionTexts.word(each)::equals).isPresent())
            .findFirst();
    check(
        text.isEmpty() || constant.isPresent(),
        name,
        text.orElse(""),
        Arrays.stream(constants).map(OptionTexts::word).collect(Collectors.joining(", ")));
    return constant;
  }

  private List<Double> numbers(String name) {
    return one(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(part -> parse(name, part, Double::valueOf))
        .toList();
  }

  private <T> Optional<T> number(String name, Function<String, T> parser) {
    return one(name).map(text -> parse(name, text, parser));
  }

  private <T> T parse(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw problem(name, text, "a number");
    }
  }

  private void check(boolean holds, String name, String found, String expected) {
    if (!holds) {
      throw problem(name, found, expected);
    }
  }

  private ModelException problem(String name, String found, String expected) {
    return new ModelException(
        "%s: option %s: found %s, expected %s".formatted(golden, name, found, expected));
  }
}
