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
 * Runtime makes. Sums of products that it rounds once are equal to the bit, many exact ties among
 * them; QLinearMul, which it rounds with the zero point added, may differ by one at exact ties of
 * the f32 product; what it computes in floats, where the exact result lies within 2^-12 of a tie.
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
        () -> "%s: %d of %d cases".formatted(name, problems.size(), SEEDS));
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
      List<String> problems = new ArrayList<>(IntegerForm.problems(integer.graph()));
      problems.addAll(differences(comparison, draw.isEqualAtTies()));
      return problems;
    } catch (ModelException | IrException e) {
      return List.of(e.toString());
    }
  }

  private static List<String> differences(LevelComparison comparison, boolean isEqualAtTies) {
    return comparison.agreements().entrySet().stream()
        .filter(entry -> isEqualAtTies ? !entry.getValue().isEqual() : !entry.getValue().isStrict())
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }
}
