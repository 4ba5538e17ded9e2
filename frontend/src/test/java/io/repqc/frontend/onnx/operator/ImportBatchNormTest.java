package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both forms of BatchNormalization in all opsets. */
final class ImportBatchNormTest {
  /** Two instances of two channels of one element. */
  private static final Tensor ROWS = Tensor.f32(Shape.of(2, 2), 1, 10, 3, 30);

  private static OneNode node(int opset) {
    return new OneNode(opset, "BatchNormalization")
        .input(ROWS)
        .constant(pair(1, 2))
        .constant(pair(0, 1))
        .constant(pair(1, 10))
        .constant(pair(4, 100))
        .with("epsilon", 0f);
  }

  private static Tensor pair(float first, float second) {
    return Tensor.f32(Shape.of(2), first, second);
  }

  @Test
  void takesTheRunningStatistics() {
    node(9).gives(0, 1, 1, 5);
    node(15).gives(0, 1, 1, 5);
    node(6).with("is_test", 1).gives(0, 1, 1, 5);
  }

  @Test
  void theTrainingFormTakesThoseOfTheBatch() {
    List<Tensor> outputs =
        node(15).with("training_mode", 1).with("momentum", 0.75f).outputs(3).run();

    OneNode.assertNumbers(outputs.get(0), -1, -1, 1, 3);
    OneNode.assertNumbers(outputs.get(1), 1.25, 12.5);
    OneNode.assertNumbers(outputs.get(2), 3.25, 100);
  }

  @Test
  void beforeOpset14MoreOutputsTellTheTrainingForm() {
    List<Tensor> outputs = node(9).with("momentum", 0.75f).outputs(5).run();

    OneNode.assertNumbers(outputs.get(0), -1, -1, 1, 3);
    OneNode.assertNumbers(outputs.get(1), 1.25, 12.5);
    OneNode.assertNumbers(outputs.get(3), 2, 20);
    OneNode.assertNumbers(outputs.get(4), 1, 100);
  }

  @Test
  void theRunningStatisticStaysBesideThatOfTheBatch() {
    BatchNorm norm =
        assertInstanceOf(BatchNorm.class, node(15).with("training_mode", 1).value().op());
    Statistic mean = assertInstanceOf(Statistic.class, norm.mean().op());
    Parameter running = assertInstanceOf(Parameter.class, mean.running().op());

    assertEquals("x3", mean.running().name());
    assertEquals(false, running.trainable());
  }

  @Test
  void beforeOpset9EveryPlaceMayHaveItsOwnStatistics() {
    new OneNode(7, "BatchNormalization")
        .input(Tensor.f32(Shape.of(1, 1, 2), 5, 7))
        .constant(Tensor.f32(Shape.of(1, 2), 1, 10))
        .constant(Tensor.f32(Shape.of(1, 2), 0, 0))
        .constant(Tensor.f32(Shape.of(1, 2), 1, 4))
        .constant(Tensor.f32(Shape.of(1, 2), 4, 9))
        .with("spatial", 0)
        .with("epsilon", 0f)
        .gives(2, 10);
  }

  @Test
  void aVectorIsABatchOfOneChannel() {
    Tensor one = Tensor.f32(Shape.of(1), 1);

    new OneNode(15, "BatchNormalization")
        .input(pair(1, 3))
        .constant(one)
        .constant(one)
        .constant(one)
        .constant(one)
        .with("epsilon", 0f)
        .gives(1, 3);
  }
}
