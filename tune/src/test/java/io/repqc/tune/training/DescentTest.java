package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.compiler.tune.TrainingSettings.Optimizer;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class DescentTest {
  private static final float EXACT = 1e-6f;

  private final Recipe recipe = new Recipe();

  @Test
  void eachGroupHasItsRateAndDecay() {
    recipe.weightDecay = 0.5;
    recipe.clippingDecay = 0.25;
    Map<String, Tensor> next = descent(all -> all).step(numbers(8), numbers(4), 0.5, 1);
    assertEquals(8 - 0.5 * (4 + 0.5 * 8), number(next, Group.WEIGHT), EXACT);
    assertEquals(8 - 0.5 * 0.25 * 4, number(next, Group.SCALING), EXACT);
    assertEquals(8 - 0.5 * 0.5 * (0.125 * 4), number(next, Group.QUANTIZER), EXACT);
    assertEquals(8 - 0.5 * 0.5 * (4 + 0.25 * 8), number(next, Group.CLIPPING), EXACT);
    assertEquals(8 - 1e-3, number(next, Group.BITS), EXACT);
  }

  @Test
  void bitsGoByAdamAtARateOfTheirOwn() {
    recipe.optimizer = Optimizer.ADAM;
    Map<String, Tensor> next = descent(all -> all).step(numbers(8), numbers(4), 0.5, 1);
    assertEquals(7.5, number(next, Group.WEIGHT), EXACT);
    assertEquals(8 - 1e-3, number(next, Group.BITS), EXACT);
  }

  @Test
  void numbersAreKeptWhereTheyHaveAMeaning() {
    Descent descent =
        descent(
            all -> {
              Map<String, Tensor> kept = new LinkedHashMap<>(all);
              kept.replaceAll(
                  (name, tensor) ->
                      Tensor.generate(tensor.type(), i -> Math.max(7, tensor.number(i))));
              return kept;
            });
    Map<String, Tensor> next = descent.step(numbers(8), numbers(4), 0.5, 1);
    assertEquals(7, number(next, Group.WEIGHT));
    assertEquals(7.5, number(next, Group.SCALING));
  }

  @Test
  void anEngineThatForgetsADerivativeIsABug() {
    Map<String, Tensor> gradients = numbers(1);
    gradients.remove("BITS");
    assertEquals(
        Set.of("WEIGHT", "SCALING", "QUANTIZER", "CLIPPING", "BITS"),
        descent(all -> all).memory().keySet());
    assertThrows(IrException.class, () -> descent(all -> all).step(numbers(8), gradients, 0.5, 1));
  }

  private Descent descent(UnaryOperator<Map<String, Tensor>> kept) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      groups.put(group.name(), group);
    }
    groups.put("unread", Group.WEIGHT);
    Trainee trainee =
        new Trainee(
            Clusters.model(),
            groups,
            Map.of(),
            Map.of("QUANTIZER", 0.125),
            Optional.empty(),
            kept,
            all -> all,
            all -> List.of());
    return new Descent(trainee, recipe.settings(), numbers(0));
  }

  private static double number(Map<String, Tensor> numbers, Group group) {
    return numbers.get(group.name()).number(0);
  }

  private static Map<String, Tensor> numbers(float number) {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      numbers.put(group.name(), Tensor.f32(Shape.of(1), number));
    }
    return numbers;
  }
}
