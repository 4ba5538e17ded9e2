package io.repqc.compiler.golden;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.text.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers as texts that say them to the bit. */
final class NumberTexts {
  private NumberTexts() {}

  /** A list for each item of a tensor; one list if its first axis is not that of the items. */
  static List<List<String>> of(Tensor tensor, int items) {
    boolean isBatch = tensor.shape().rank() > 0 && tensor.shape().dim(0) == items;
    int lists = isBatch ? items : 1;
    int length = tensor.count() / lists;
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < lists; i++) {
      int first = i * length;
      texts.add(IntStream.range(first, first + length).mapToObj(j -> text(tensor, j)).toList());
    }
    return texts;
  }

  private static String text(Tensor tensor, int i) {
    if (!tensor.elementType().isFloat()) {
      return Long.toString(tensor.integer(i));
    }
    return tensor.elementType() == ElementType.F64
        ? Decimal.of(tensor.number(i))
        : Decimal.of((float) tensor.number(i));
  }
}
