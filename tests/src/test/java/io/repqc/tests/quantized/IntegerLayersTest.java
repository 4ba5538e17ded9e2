package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.tests.quantized.ExampleInputs.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Quantized networks in integers, against ONNX Runtime's answers to the same files: every integer
 * op alone on ONNX Runtime's own values, and the whole from end to end. What was found is written
 * to {@code target/agreement.md}.
 */
final class IntegerLayersTest {
  private static final Path SHARED = Path.of(System.getProperty("repqc.shared"));
  private static final int MOST_OTHER_TOPS = 1;
  private static final AgreementTable TABLE = new AgreementTable();

  @AfterAll
  static void writeTable() throws IOException {
    Files.writeString(Path.of("target", "agreement.md"), TABLE.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "mlperf-tiny/ad_qdq/model.onnx, 64, NONE, false",
    "mlperf-tiny/ic_qdq/model.onnx, 64, COLOURS, true",
    "mlperf-tiny/kws_dscnn_qdq/model.onnx, 64, NONE, true",
    "mlperf-tiny/vww_mbv1_qdq/model.onnx, 64, LARGE_COLOURS, true",
    "public/microkws_qdq/model.onnx, 64, NONE, true",
    "public/microkws_qop/model.onnx, 64, NONE, true",
    "public/mnist8_quant/model.onnx, 64, DIGITS, true",
    "bench/ae.qdq_u8s8.onnx, 64, NONE, false",
    "bench/dscnn.qdq_u8s8.onnx, 64, NONE, true",
    "bench/mbv1_025_96.qdq_u8s8.onnx, 64, NONE, true",
    "bench/resnet8.qdq_u8s8.onnx, 64, NONE, true",
    "bench/mbv2_224.qdq_u8s8.onnx, 2, NONE, true",
    "bench/repvgg_a0.qdq_u8s8.onnx, 2, NONE, true",
  })
  void computesWhatOnnxRuntimeComputes(
      String network, int count, Pictures pictures, boolean classifies)
      throws IOException, OrtException {
    Path file = SHARED.resolve("models").resolve(network);
    needs(file);
    Model original = OnnxReader.read(file, ImportOptions.DEFAULT);
    Model integer = IntegerForm.of(original);
    List<Map<String, Tensor>> inputs =
        new ExampleInputs(SHARED, file, original).take(count, pictures);

    Trial trial = Trial.run(ExposedModel.of(file), original, integer, inputs);

    TABLE.add(network.replace("/model.onnx", ""), trial, classifies);
    assertEquals(List.of(), trial.problems());
    assertTrue(
        !classifies || trial.endToEnd().sameTop() >= count - MOST_OTHER_TOPS,
        () -> "the same class in only %d of %d".formatted(trial.endToEnd().sameTop(), count));
    assertEquals(List.of(), IntegerForm.problems(integer.graph()));
  }

  private static void needs(Path file) {
    boolean isThere = Files.exists(file);
    if (!isThere) {
      System.err.println("SKIPPED: the quantized network is not at " + file);
    }
    assumeTrue(isThere, "the quantized network is not at " + file);
  }
}
