package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Ops that move, choose or compare elements do to levels what they do to the numbers on them. */
final class MovedLevelsTest {
  private static final Shape SHAPE = Shape.of(2, 4, 3, 3);
  private static final Levels LEVELS = Levels.full(ElementType.U8, 0.5f, 100);
  private static final Window WINDOW =
      new Window(List.of(2, 1), List.of(1, 1), List.of(0, 1), List.of(1, 0));
  private static final Sampling NEAREST =
      new Sampling(
          ResizeMode.NEAREST,
          Coordinates.ASYMMETRIC,
          NearestRounding.FLOOR,
          0,
          false,
          false,
          List.of(),
          0);

  private static final List<Function<Value, Op>> MOVES =
      List.of(
          x -> new Reshape(x, List.of(6, -1)),
          x -> new Transpose(x, List.of(3, 1, 0, 2)),
          x -> new Slice(x, List.of(1, 2), List.of(3, 0), List.of(2, 3), List.of(-2, 1)),
          x -> new Gather(x, Numbers.of(ElementType.I64, Shape.of(3), 1, -1, 0), 1),
          x -> new Concat(List.of(x, x), 2),
          x -> new Pad(PadMode.REFLECT, x, List.of(0, 1, 1, 0), List.of(1, 0, -1, 2), 0),
          x -> new DepthToSpace(x, 2, true),
          x -> new Expand(x, x, List.of(3, 2, 4, 3, 3)),
          x -> new Select(Numbers.of(ElementType.BOOL, Shape.of(3), 1, 0, 1), x, x),
          x -> new Resize(x, List.of(2, 3), List.of(6, 4), List.of(2.0, 4 / 3.0), NEAREST),
          x -> new Pool(PoolFunction.MAX, x, List.of(2, 2), WINDOW, true, false),
          x -> new Reduce(ReduceFunction.MAX, x, List.of(1), false),
          x -> new Reduce(ReduceFunction.MIN, x, List.of(2, 3), true),
          x -> new Binary(BinaryFunction.MAX, x, x),
          x -> new Binary(BinaryFunction.MIN, x, x));

  @Test
  void decodedAfterwardsOrBeforeIsTheSame() {
    for (Function<Value, Op> move : MOVES) {
      Value x = new Draw(MOVES.indexOf(move)).on(LEVELS, SHAPE);
      Op op = move.apply(x);

      Tensor moved = Numbers.evaluate(op);

      assertEquals(op.inferType(), moved.type());
      assertEquals(x.type().with(moved.shape()), moved.type(), op::toString);
      assertEquals(Numbers.evaluate(move.apply(decoded(x))), decode(moved), op::toString);
    }
  }

  /** Their constants are integers too: here of 0 and 6. */
  @Test
  void fillsAndBoundsAreOnTheLevels() {
    Value x = new Draw(0).on(LEVELS, SHAPE);
    List<Integer> one = List.of(0, 0, 1, 1);

    assertEquals(
        Numbers.evaluate(new Pad(PadMode.CONSTANT, decoded(x), one, one, 0)),
        decode(Numbers.evaluate(new Pad(PadMode.CONSTANT, x, one, one, 100))));
    assertEquals(
        Numbers.evaluate(new Clamp(decoded(x), 0, 6)),
        decode(Numbers.evaluate(new Clamp(x, 100, 112))));
  }

  @Test
  void whereSeveralScalesWouldGoNobodySays() {
    Quantization byChannel =
        new Quantization(List.of(1.0, 2.0, 3.0, 4.0), List.of(0), 1, -128, 127);
    Value x = new Draw(0).constant(new TensorType(ElementType.I8, SHAPE, byChannel), () -> 1);
    for (Function<Value, Op> move : MOVES) {
      IrException e = assertThrows(IrException.class, () -> move.apply(x).inferType());
      assertTrue(e.getMessage().endsWith("is quantized by channel, expected one scale"));
    }
  }

  @Test
  void otherFunctionsTurnQuantizedOperandsAway() {
    Value x = new Draw(0).on(LEVELS, Shape.of(1, 2));
    for (BinaryFunction function : BinaryFunction.values()) {
      boolean isExact =
          List.of(BinaryFunction.MUL, BinaryFunction.MAX, BinaryFunction.MIN).contains(function);
      refuses(isExact, new Binary(function, x, x));
    }
    for (UnaryFunction function : UnaryFunction.values()) {
      refuses(false, new Unary(function, x));
    }
    for (ReduceFunction function : ReduceFunction.values()) {
      refuses(function != ReduceFunction.PRODUCT, new Reduce(function, x, List.of(1), true));
    }
    Value row = new Draw(0).on(LEVELS, Shape.of(2));
    refuses(false, new BatchNorm(x, row, row, row, row, 0));
    refuses(false, new Cast(x, ElementType.F32));
    refuses(false, new Statistic(x, x));
    refuses(false, new Dequantize(x, Numbers.f32(Shape.SCALAR, 1), x, 0));
    refuses(false, new Softmax(x, 1, true));
  }

  private static void refuses(boolean isExact, Op op) {
    if (isExact) {
      assertTrue(op.inferType().quantization().isPresent());
    } else {
      IrException e = assertThrows(IrException.class, op::inferType, op::toString);
      assertTrue(e.getMessage().contains("quantized"), e.getMessage());
    }
  }

  private static Value decoded(Value x) {
    return constant(Numbers.evaluate(new Decode(x, ElementType.F32)));
  }

  private static Tensor decode(Tensor tensor) {
    return Numbers.evaluate(new Decode(constant(tensor), ElementType.F32));
  }

  private static Value constant(Tensor tensor) {
    return Value.of("constant", new Constant(tensor));
  }
}
