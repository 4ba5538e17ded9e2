package io.repqc.frontend.text;

import io.repqc.frontend.text.IrParser.DataContext;
import io.repqc.frontend.text.IrParser.ElementContext;
import io.repqc.frontend.text.IrParser.GeneratorContext;
import io.repqc.frontend.text.IrParser.InitializerContext;
import io.repqc.frontend.text.IrParser.ListContext;
import io.repqc.frontend.text.IrParser.ScalarContext;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.text.TensorText;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** What stands behind the {@code =} of a declaration: few numbers, a rule for many, or a digest. */
final class InitializerReader {
  private final Problems problems;
  private final NumberReader numbers;
  private final Map<String, Tensor> data;

  InitializerReader(Problems problems, Map<String, Tensor> data) {
    this.problems = problems;
    this.numbers = new NumberReader(problems);
    this.data = data;
  }

  Tensor read(TensorType type, InitializerContext context) {
    if (context instanceof ScalarContext scalar) {
      return scalar(type, scalar);
    }
    if (context instanceof ListContext list) {
      return list(type, list);
    }
    return context instanceof DataContext digest
        ? data(type, digest.DATA().getSymbol())
        : generate(type, (GeneratorContext) context);
  }

  private Tensor scalar(TensorType type, ScalarContext context) {
    if (type.rank() > 0) {
      throw problems.at(
          context.start, "found one number, expected [...], fill(x) or random(...) for %s", type);
    }
    return fill(type, context.element().start);
  }

  private Tensor list(TensorType type, ListContext context) {
    List<ElementContext> elements = context.element();
    int count = type.shape().count();
    if (elements.size() != count || type.rank() == 0) {
      throw problems.at(
          context.start, "found a list of %d, expected %d for %s", elements.size(), count, type);
    }
    return type.elementType().isFloat()
        ? Tensor.generate(type, i -> numbers.real(elements.get(i).start, type.elementType()))
        : Tensor.generateIntegers(type, i -> integer(elements.get(i).start, type.elementType()));
  }

  private Tensor data(TensorType type, Token token) {
    String digest = token.getText().substring("data(".length(), token.getText().length() - 1);
    Tensor tensor = data.get(digest);
    if (tensor == null) {
      throw problems.at(
          token,
          "found no numbers of digest %s in the side file, expected the file written with this text",
          digest);
    }
    if (tensor.elementType() != type.elementType() || !tensor.shape().equals(type.shape())) {
      throw problems.at(token, "found numbers for %s, expected %s", tensor.type(), type);
    }
    return Tensor.of(type, tensor.array());
  }

  private Tensor generate(TensorType type, GeneratorContext context) {
    if (type.shape().count() > TensorText.LARGEST_FILL) {
      throw problems.at(
          context.start,
          "found %d elements, expected at most %d: larger tensors belong in the side file",
          type.shape().count(),
          TensorText.LARGEST_FILL);
    }
    String generator = context.WORD().getText() + "/" + context.element().size();
    return switch (generator) {
      case "fill/1" -> fill(type, context.element(0).start);
      case "random/3" -> random(type, context);
      default ->
          throw problems.at(
              context.start,
              "found %s of %d numbers, expected fill(x) or random(seed, low, high)",
              context.WORD().getText(),
              context.element().size());
    };
  }

  private Tensor fill(TensorType type, Token element) {
    if (type.elementType().isFloat()) {
      double number = numbers.real(element, type.elementType());
      return Tensor.fill(type, number);
    }
    long number = integer(element, type.elementType());
    return Tensor.generateIntegers(type, i -> number);
  }

  /** Floats within [low, high), integers from low to high. */
  private Tensor random(TensorType type, GeneratorContext context) {
    SplitMix64 random = new SplitMix64(numbers.int64(context.element(0).start));
    double low = bound(type, context.element(1).start);
    double high = bound(type, context.element(2).start);
    if (!(low <= high) || Double.isInfinite(high - low)) {
      throw problems.at(context.start, "found no numbers from %s to %s", low, high);
    }
    return type.elementType().isFloat()
        ? Tensor.generate(type, i -> low + random.nextUnit() * (high - low))
        : Tensor.generateIntegers(
            type, i -> (long) Math.floor(low + random.nextUnit() * (high - low + 1)));
  }

  private double bound(TensorType type, Token token) {
    return type.elementType().isFloat()
        ? numbers.real(token, type.elementType())
        : integer(token, type.elementType());
  }

  private long integer(Token token, ElementType type) {
    if (type == ElementType.BOOL) {
      return truth(token);
    }
    return numbers.integer(token, type.minimum(), type.maximum());
  }

  private long truth(Token token) {
    if (token.getType() != IrParser.TRUTH) {
      throw problems.at(token, "found %s, expected true or false", token.getText());
    }
    return token.getText().equals("true") ? 1 : 0;
  }
}
