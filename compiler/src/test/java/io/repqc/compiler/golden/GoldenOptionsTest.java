package io.repqc.compiler.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.Stages;
import io.repqc.compiler.Word;
import io.repqc.compiler.option.OptionReader;
import io.repqc.compiler.option.OptionValues;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationRequest.Interface;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.op.Convention;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever decides the integers stands in a golden file, and a check goes by that. */
final class GoldenOptionsTest {
  private static final QuantizationSettings OTHER =
      new QuantizationSettings(
          ElementType.I8,
          true,
          false,
          Optional.of(RangeMethod.PERCENTILE),
          Optional.of(RangeMethod.MSE),
          OptionalDouble.of(99.5),
          true,
          true,
          true,
          List.of("thi*", "a b"),
          List.of("sec?nd"),
          Convention.TFLITE,
          List.of("*"),
          new BitWidths(new Bits(4, 3), new Bits(8, 6), Map.of("sec*=2", new Bits(2, 5))));

  @TempDir Path folder;

  private Workplace work;

  @BeforeEach
  void make() {
    work = Workplace.in(folder);
  }

  private static QuantizationSettings settings(Convention convention, List<String> floats) {
    QuantizationSettings usual = QuantizationSettings.DEFAULT;
    return new QuantizationSettings(
        usual.activations(),
        usual.symmetric(),
        usual.perChannel(),
        Optional.of(RangeMethod.MIN_MAX),
        usual.weightObserver(),
        usual.percentile(),
        usual.equalizes(),
        usual.correctsBiases(),
        usual.roundsWeights(),
        floats,
        usual.wide(),
        convention,
        floats,
        usual.bits());
  }

  @Test
  void allOptionsAreReadAsTheyWereWritten() {
    GoldenRequest request =
        new GoldenRequest(
            new QuantizationRequest(
                work.file("net.rq"),
                new ImportOptions(
                    Map.of("x", List.of(1, 3, 8, 8)),
                    Map.of(),
                    List.of("a*", "\"b\""),
                    List.of("c")),
                new CalibrationData(
                    List.of(),
                    Optional.of(
                        new Preprocessing(
                            1.0 / 3,
                            List.of(0.1, 0.2, 0.3),
                            List.of(2.0),
                            Preprocessing.Layout.NHWC)),
                    OptionalInt.of(7),
                    true),
                LabelledData.NONE,
                OTHER,
                new Interface(true, false, true),
                Optional.empty(),
                false),
            new GoldenInputs(List.of(), OptionalLong.of(-5), 3),
            work.golden());
    Map<String, List<String>> texts = OptionTexts.of(request, true);
    OptionReader reader = reader(texts);

    assertEquals(
        request.network(), new OptionValues(reader).network(work.file("net.rq"), List.of()));
    assertEquals(request.inputs(), Recipe.inputs(reader, List.of()));
    Set<String> names = new HashSet<>(OptionValues.NAMES);
    names.addAll(OptionTexts.OF_INPUTS);
    names.remove("optimize");
    assertEquals(names, texts.keySet(), "but for what stands for several others");
  }

  @Test
  void wrongValuesAreRefused() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("observer", "mes: found mes, expected min-max, average, percentile, mse, entropy");
    wrong.put("symmetric", "true: found true, expected yes or no");
    wrong.put("samples", "many: found many, expected a number");
    wrong.forEach(
        (name, text) -> {
          String[] parts = text.split(": ", 2);
          OptionValues values = new OptionValues(reader(Map.of(name, List.of(parts[0]))));
          ModelException problem =
              assertThrows(
                  ModelException.class, () -> values.network(work.file("net.rq"), List.of()));
          assertEquals(
              "%s: option %s: %s".formatted(work.golden(), name, parts[1]), problem.getMessage());
        });
  }

  private OptionReader reader(Map<String, List<String>> texts) {
    return new OptionReader(work.golden() + ": ", texts);
  }

  static Stream<GoldenInputs> inputs() {
    return Stream.of(
        GoldenInputs.USUAL,
        new GoldenInputs(List.of(), OptionalLong.of(9), 2),
        new GoldenInputs(List.of(), OptionalLong.empty(), 16));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void whatIsRecordedInAnyWayIsFoundAgain(GoldenInputs inputs) {
    List<Interface> interfaces =
        List.of(
            Interface.FLOAT, new Interface(true, true, false), new Interface(false, true, false));
    for (Convention convention : Convention.values()) {
      Interface ends = interfaces.get(convention.ordinal());
      work.record(work.request(work.data(), settings(convention, List.of()), ends, inputs));

      assertTrue(work.check().holds(), () -> work.check().text());
      assertTrue(work.read("net.golden").contains("option convention " + Word.of(convention)));
    }
  }

  @Test
  void floatsAreRecordedToTheBit() {
    work.change("%third = ", "%exp = exp(%sum)\n%third = ");
    work.change("linear(%sum", "linear(%exp");
    work.record(
        work.request(
            work.data(),
            settings(Convention.ONNX, List.of("*")),
            Interface.FLOAT,
            GoldenInputs.USUAL));
    String golden = work.read("net.golden");

    assertTrue(golden.contains("output \"scores\" f32[1,3]\nitem 0\n"), golden);
    assertTrue(work.check().holds(), () -> work.check().text());
  }

  @Test
  void anotherFileToRunOn() {
    Path other = work.file("x.npy").resolveSibling("other.npy");
    work.writeData(3);
    work.file("x.npy").toFile().renameTo(other.toFile());
    work.writeData(1);
    GoldenInputs inputs = new GoldenInputs(List.of("x=" + other), OptionalLong.empty(), 5);

    GoldenSummary summary =
        work.record(
            work.request(work.data(), QuantizationSettings.DEFAULT, Interface.FLOAT, inputs));

    assertEquals(5, summary.items());
    assertTrue(work.read("net.golden").contains("on \"x\" \"other.npy\" "));
    assertTrue(work.check().holds(), () -> work.check().text());
  }

  @Test
  void aBuildWithOtherOptionsIsNotWhatWasRecorded() {
    work.record();
    GoldenRequest build =
        work.request(
            work.data(),
            settings(Convention.FIXED, List.of("third")),
            Interface.FLOAT,
            new GoldenInputs(List.of(), OptionalLong.of(1), 1));

    assertTrue(GoldenCheck.run(work.request(), Stages.NONE).holds());
    assertEquals(
        List.of(
            "option observer: recorded with mse, found min-max",
            "option convention: recorded with onnx, found fixed",
            "option keep-float: recorded with none, found third",
            "option allow-float: recorded with none, found third"),
        GoldenCheck.run(build, Stages.NONE).differences());
  }

  @Test
  void aBuildOfAnotherNetworkOrWithOtherDataIsNotWhatWasRecorded() {
    work.record();
    work.write("other.rq", work.read("net.rq"));
    QuantizationRequest recorded = work.request().network();
    GoldenRequest build =
        new GoldenRequest(
            new QuantizationRequest(
                work.file("other.rq"),
                recorded.options(),
                new CalibrationData(List.of(), Optional.empty(), OptionalInt.empty(), true),
                recorded.evaluation(),
                recorded.settings(),
                recorded.ends(),
                Optional.empty(),
                false),
            GoldenInputs.USUAL,
            work.golden());

    assertEquals(
        List.of(
            "the network was %s, and is %s".formatted(work.file("net.rq"), work.file("other.rq")),
            "the data was x=%s, and is none".formatted(work.file("x.npy"))),
        GoldenCheck.run(build, Stages.NONE).differences().subList(0, 2));
  }

  @Test
  void theBytesAreTheSameEverywhere() throws IOException {
    work.record();
    byte[] expected = Files.readAllBytes(work.golden());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      work.record();
      assertTrue(work.check().holds());
    } finally {
      Locale.setDefault(before);
    }

    assertArrayEquals(expected, Files.readAllBytes(work.golden()));
  }
}
