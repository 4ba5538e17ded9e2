package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quantized operators with random operands and attributes: their integer forms make what ONNX
 * Runtime makes. They may differ by one where the exact result is a tie: of the f32 product, for a
 * rounded sum of products; within 2^-12 of a step, for what ONNX Runtime computes in floats.
 */
final class QLinearTest {
  private static final int SEEDS = Integer.getInteger("repqc.seeds", 24);
  private static final int SHOWN = 3;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> operators() {
    Map<String, Consumer<OperatorDraw>> rows = new TreeMap<>();
    rows.putAll(ProductCases.rows());
    rows.putAll(ElementCases.rows());
    rows.putAll(PoolCases.rows());
    rows.putAll(MovingCases.rows());
    return rows.entrySet().stream()
        .map(row -> dynamicTest(row.getKey(), () -> check(row.getKey(), row.getValue())));
  }

  private void check(String name, Consumer<OperatorDraw> row) throws IOException, OrtException {
    List<String> problems = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      OperatorDraw draw = new OperatorDraw(31L * name.hashCode() + seed);
      row.accept(draw);
      List<String> found = problems(draw);
      if (!found.isEmpty()) {
        problems.add("seed %d:\n%s\n%s\n".formatted(seed, draw.sketch(), found));
      }
    }
    assertEquals(
        "",
        String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size()))),
        () -> "%d of %d cases".formatted(problems.size(), SEEDS));
  }

  private List<String> problems(OperatorDraw draw) throws IOException, OrtException {
    Path file = folder.resolve("operator.onnx");
    Files.write(file, draw.sketch().toBytes());
    Map<String, Tensor> inputs = draw.sketch().examples();
    try {
      Model original = OnnxReader.read(file, ImportOptions.DEFAULT);
      Model integer = IntegerForm.of(original);
      LevelComparison comparison = new LevelComparison(original, integer, draw.rounding());
      comparison.run(inputs, OnnxRuntimeOracle.run(ExposedModel.of(file), inputs));
      return problems(comparison);
    } catch (ModelException | IrException e) {
      return List.of(e.toString());
    }
  }

  private static List<String> problems(LevelComparison comparison) {
    List<String> problems = new ArrayList<>();
    if (!comparison.agreements().containsKey("y")) {
      problems.add("y is not there to compare");
    }
    comparison
        .agreements()
        .forEach(
            (name, agreement) -> {
              if (!agreement.isStrict()) {
                problems.add(name + ": " + agreement);
              }
            });
    return problems;
  }
}
