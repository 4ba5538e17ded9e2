package io.repqc.frontend.text;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import org.antlr.v4.runtime.Token;

/** Numbers of the text, each refused where it does not fit its type. */
final class NumberReader {
  private final Problems problems;

  NumberReader(Problems problems) {
    this.problems = problems;
  }

  int int32(Token token) {
    return (int) integer(token, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  long int64(Token token) {
    return integer(token, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  long integer(Token token, long minimum, long maximum) {
    try {
      long number = Long.parseLong(token.getText());
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The sentence below says what an integer is.
    }
    throw problems.at(
        token, "found %s, expected an integer from %d to %d", token.getText(), minimum, maximum);
  }

  double float64(Token token) {
    return finite(token, ElementType.F64, special(token, Double::parseDouble));
  }

  float float32(Token token) {
    return (float) finite(token, ElementType.F32, special(token, Float::parseFloat));
  }

  /** An element of a float tensor, rounded once. */
  double real(Token token, ElementType type) {
    if (type == ElementType.F32) {
      return float32(token);
    }
    double number = float64(token);
    finite(token, type, Tensor.fill(new TensorType(type, Shape.SCALAR), number).number(0));
    return number;
  }

  private interface Parser {
    double parse(String text);
  }

  private double special(Token token, Parser parser) {
    return switch (token.getText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      case "true", "false" ->
          throw problems.at(token, "found %s, expected a number", token.getText());
      default -> parser.parse(token.getText());
    };
  }

  private double finite(Token token, ElementType type, double number) {
    if (!Double.isFinite(number)
        && Character.isDigit(token.getText().charAt(token.getText().length() - 1))) {
      throw problems.at(
          token, "found %s, expected a number that %s can hold", token.getText(), type);
    }
    return number;
  }
}
