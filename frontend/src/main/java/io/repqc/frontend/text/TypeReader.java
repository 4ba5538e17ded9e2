package io.repqc.frontend.text;

import io.repqc.frontend.text.IrParser.TypeContext;
import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.OpSchema;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Types as the text writes them, such as {@code f32[1,3,32,32]}. */
final class TypeReader {
  private final Problems problems;
  private final NumberReader numbers;
  private final AttributeReader attributes;

  TypeReader(Problems problems) {
    this.problems = problems;
    this.numbers = new NumberReader(problems);
    this.attributes = new AttributeReader(problems);
  }

  TensorType read(TypeContext context) {
    try {
      return new TensorType(elementType(context), shape(context), quantization(context));
    } catch (IrException | ArithmeticException e) {
      throw problems.at(
          context.start,
          "found %s, expected a type that can be: %s",
          context.getText(),
          e.getMessage());
    }
  }

  private ElementType elementType(TypeContext context) {
    return ElementType.parse(context.WORD().getText())
        .orElseThrow(
            () ->
                problems.at(
                    context.start,
                    "found the type \"%s\", expected one of %s",
                    context.WORD().getText(),
                    Arrays.toString(ElementType.values())));
  }

  private Shape shape(TypeContext context) {
    List<TerminalNode> dims = context.shape().NUMBER();
    return new Shape(
        dims.stream()
            .map(dim -> (int) numbers.integer(dim.getSymbol(), 0, Integer.MAX_VALUE))
            .toList());
  }

  private Quantization quantization(TypeContext context) {
    return OpSchema.create(
        Quantization.class,
        attributes.reader(Quantization.class, "quantized", context.start, context.attribute()));
  }
}
