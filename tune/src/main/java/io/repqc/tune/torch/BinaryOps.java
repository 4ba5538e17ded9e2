package io.repqc.tune.torch;

import io.repqc.ir.op.Binary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of the elements of two tensors. */
final class BinaryOps {
  private BinaryOps() {}

  static Tensor binary(Binary op, Pass pass) {
    Tensor left = pass.of(op.left());
    Tensor right = pass.of(op.right());
    return switch (op.function()) {
      case ADD -> left.add(right);
      case AND -> left.logical_and(right);
      case DIV ->
          op.left().elementType().isFloat() ? left.div(right) : integerQuotient(left, right);
      case EQUAL -> left.eq(right);
      case GREATER -> left.gt(right);
      case LESS -> left.lt(right);
      case MAX -> left.maximum(right);
      case MIN -> left.minimum(right);
      case MUL -> left.mul(right);
      case OR -> left.logical_or(right);
      case POW -> left.pow(right);
      case PRELU -> torch.where(left.lt(new Scalar(0)), left.mul(right), left);
      case SUB -> left.sub(right);
      case XOR -> left.logical_xor(right);
    };
  }

  /** Toward zero, and by zero it is zero. */
  private static Tensor integerQuotient(Tensor left, Tensor right) {
    Tensor isZero = right.eq(new Scalar(0));
    Tensor divisor = torch.where(isZero, torch.ones_like(right), right);
    Tensor quotient = left.div(divisor, new StringViewOptional(new BytePointer("trunc")));
    return torch.where(isZero, torch.zeros_like(quotient), quotient);
  }
}
