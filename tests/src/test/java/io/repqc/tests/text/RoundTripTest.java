package io.repqc.tests.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import io.repqc.ir.op.Family;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpSchema.Component;
import io.repqc.ir.text.IrPrinter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is printed and parsed is what it was, for models of every op, type and attribute. */
final class RoundTripTest {
  private static final int MODELS = 400;

  @Test
  void everyModelComesBack() {
    for (long seed = 0; seed < MODELS; seed++) {
      Model model = RandomModel.of(seed);
      Verifier.verify(model);

      assertComesBack(model, "seed " + seed);
      assertComesBack(model.inDouble(), "in f64, seed " + seed);
    }
  }

  @Test
  void everyModelMeansTheSameAfterTheTrip() {
    for (long seed = 0; seed < MODELS; seed++) {
      Model model = RandomModel.of(seed);
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (Value input : model.graph().inputs()) {
        inputs.put(input.name(), Tensor.fill(input.type(), seed % 2));
      }

      assertEquals(evaluate(model, inputs), evaluate(trip(model), inputs), "seed " + seed);
    }
  }

  @Test
  void theModelsHaveEveryOpTypeAndAttribute() {
    Set<String> seen = new TreeSet<>();
    for (long seed = 0; seed < MODELS; seed++) {
      for (Value value : RandomModel.of(seed).graph().values()) {
        seen.add(value.elementType().toString());
        seen.add(OpSchema.mnemonic(value.op()));
        OpSchema.attributes(value.op())
            .forEach((name, attribute) -> seen.add(used(value.op(), name, attribute)));
      }
    }

    Set<String> missing = everything();
    missing.removeAll(seen);
    assertEquals(Set.of(), missing);
  }

  private static void assertComesBack(Model model, String which) {
    String text = IrPrinter.print(model);
    Model back = trip(model);
    assertEquals(Optional.empty(), model.difference(back), () -> which + "\n" + text);
    assertEquals(text, IrPrinter.print(back), which);
    assertEquals(
        IrPrinter.print(model.graph()),
        IrPrinter.print(
            RqReader.parseGraph(IrPrinter.print(model.graph()), which, IrPrinter.data(model))),
        which);
  }

  private static Model trip(Model model) {
    return RqReader.parse(IrPrinter.print(model), "model.rq", IrPrinter.data(model));
  }

  private static Map<String, Tensor> evaluate(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs);
  }

  /** Each op with each of its attributes, each member of an enum by itself. */
  private static Set<String> everything() {
    Set<String> everything = new HashSet<>();
    for (ElementType type : ElementType.values()) {
      everything.add(type.toString());
    }
    for (Class<? extends Op> op : OpSchema.all()) {
      if (OpSchema.components(op).stream().noneMatch(Component::isFamily)) {
        everything.add(OpSchema.mnemonic(op));
      }
      for (Component component : OpSchema.components(op)) {
        if (!component.isOperand()) {
          everything.addAll(uses(op, component));
        }
      }
    }
    return everything;
  }

  private static List<String> uses(Class<? extends Op> op, Component component) {
    if (component.type() instanceof Class<?> type && type.isEnum() && type != ElementType.class) {
      return List.of(type.getEnumConstants()).stream()
          .map(
              member ->
                  member instanceof Family family
                      ? family.mnemonic()
                      : op.getSimpleName() + " " + component.name() + "=" + member)
          .toList();
    }
    return List.of(op.getSimpleName() + " " + component.name());
  }

  /** An attribute that the text leaves out counts only where it is there. */
  private static String used(Op op, String name, Object attribute) {
    String use = op.getClass().getSimpleName() + " " + name;
    boolean isZero =
        attribute.equals(0)
            || attribute.equals(0L)
            || attribute.equals(0.0)
            || attribute.equals(false)
            || attribute.equals(List.of());
    return isZero
        ? "zero " + use
        : attribute instanceof Enum<?> && !(attribute instanceof ElementType)
            ? use + "=" + attribute
            : use;
  }
}
