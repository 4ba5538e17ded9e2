package io.repqc.frontend.onnx.write;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import java.util.Arrays;
import java.util.Optional;

/** What is known of values that nothing ever changes. */
final class Constants {
  private Constants() {}

  /** Whether {@code value} is a constant that is {@code number} everywhere. */
  static boolean isFilled(Value value, double number) {
    return numbers(value)
        .filter(tensor -> Arrays.stream(tensor.toNumbers()).allMatch(each -> each == number))
        .isPresent();
  }

  static Optional<Tensor> numbers(Value value) {
    return value.op() instanceof Constant constant
        ? Optional.of(constant.tensor())
        : Optional.empty();
  }
}
