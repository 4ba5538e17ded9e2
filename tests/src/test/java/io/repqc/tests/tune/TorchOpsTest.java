package io.repqc.tests.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.frontend.text.Example;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.PoolIndices;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.UseRunningStatistics;
import io.repqc.tune.engine.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases of the golden files of ops have the same numbers on libtorch as by definition. */
final class TorchOpsTest {
  private static final Set<ElementType> ELEMENTS =
      EnumSet.of(
          ElementType.F32,
          ElementType.F64,
          ElementType.I8,
          ElementType.U8,
          ElementType.I16,
          ElementType.I32,
          ElementType.I64,
          ElementType.BOOL);
  private static final Pass DEPLOY = new UseRunningStatistics();
  private static final double F32 = 1e-6;

  /** In f32, libtorch adds 1 to an error function that is near to -1. */
  private static final double GELU_F32 = 1e-5;

  private static final double F64 = 1e-12;

  private record Case(String name, Example example) {}

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return all().stream()
        .map(given -> dynamicTest(given.name(), () -> compare(given.example().model(), given)));
  }

  @TestFactory
  Stream<DynamicTest> casesInDouble() throws IOException {
    return all().stream()
        .map(
            given ->
                dynamicTest(
                    given.name(), () -> compare(given.example().model().inDouble(), given)));
  }

  private static List<Case> all() throws IOException {
    Path folder = Path.of(System.getProperty("repqc.root"), "tests", "golden", "ops");
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        int number = 0;
        for (String part : Files.readString(file).split("(?m)^====\n")) {
          String name = file.getFileName() + " " + ++number;
          String[] given = part.split("(?m)^----\n", 2);
          if (!given[1].startsWith("error: ")) {
            Case found = new Case(name, RqReader.parseExample(given[0], name, Map.of()));
            if (isForTraining(found.example().model().graph())) {
              cases.add(found);
            }
          }
        }
      }
    }
    return cases;
  }

  /** Networks in integers are not trained, and places of maxima have no derivative. */
  private static boolean isForTraining(Graph graph) {
    return graph
        .select(
            value ->
                value.type().quantization().isPresent()
                    || value.op() instanceof PoolIndices
                    || !ELEMENTS.contains(value.elementType()))
        .isEmpty();
  }

  private static void compare(Model model, Case given) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    boolean isWide = model != given.example().model();
    given
        .example()
        .inputs()
        .forEach((name, tensor) -> inputs.put(name, isWide ? tensor.inDouble() : tensor));
    Model deployed = new PassRunner(List.of(DEPLOY)).run(model, new Reasons());
    Map<String, Tensor> expected =
        new Interpreter(deployed, Interpreter.Evaluation.REFERENCE).run(inputs);
    try (Session session = Torch.engine().open(model, Set.of(), Map.of())) {
      Map<String, Tensor> found = session.run(inputs);
      expected.forEach((name, tensor) -> assertClose(name, tensor, found.get(name)));
    }
  }

  private static void assertClose(String name, Tensor expected, Tensor found) {
    assertEquals(expected.type(), found.type(), name);
    boolean isWide = expected.elementType() == ElementType.F64;
    double tolerance =
        isWide
            ? F64
            : expected.elementType().isFloat() ? (name.equals("gelu") ? GELU_F32 : F32) : 0;
    for (int i = 0; i < expected.count(); i++) {
      double number = expected.number(i);
      if (Double.isFinite(number)) {
        assertEquals(number, found.number(i), Math.abs(number) * tolerance, name + " at " + i);
      } else {
        assertEquals(number, found.number(i), name + " at " + i);
      }
    }
  }
}
