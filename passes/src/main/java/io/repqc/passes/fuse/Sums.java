package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.ScaledSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sums and differences of integers of unequal scales. The unit is the largest scale divided by a
 * power of two, as fine as 32 bits allow; each term is multiplied by its scale in that unit,
 * rounded. Constants that are no integers yet are rounded to the unit.
 */
record Sums(Twins twins) {
  private static final int FINEST = 22;

  /** One operand of the whole sum. */
  private record Term(Value value, Optional<Value> twin, Tensor numbers, int sign) {
    double scale() {
      return twin.map(x -> x.type().quantization().scale(0)).orElse(0.0);
    }

    /** The largest magnitude of the number that this stands for. */
    double reach() {
      if (twin.isPresent()) {
        return scale() * twin.get().type().quantization().reach();
      }
      double reach = 0;
      for (int i = 0; i < numbers.count(); i++) {
        reach = Math.max(reach, Math.abs(numbers.number(i)));
      }
      return reach;
    }
  }

  Value of(Value value) throws Refusal {
    List<Term> terms = new ArrayList<>();
    collect(value, 1, terms);
    double largest = terms.stream().mapToDouble(Term::scale).max().orElse(0);
    double unit = unit(terms, largest);
    List<Value> operands = new ArrayList<>();
    List<Integer> multipliers = new ArrayList<>();
    for (Term term : terms) {
      operands.add(term.twin().isPresent() ? term.twin().get() : constant(term, unit));
      multipliers.add(term.twin().isPresent() ? term.sign() * multiplier(term, unit) : term.sign());
    }
    return Value.of(value.name(), new ScaledSum(operands, multipliers, unit));
  }

  /** Sums within the sum are opened, unless a quantizer rounds them. */
  private void collect(Value value, int sign, List<Term> terms) throws Refusal {
    if (value.op() instanceof Binary binary && isSum(binary) && !twins.fixed().holds(value)) {
      boolean isDifference = binary.function() == BinaryFunction.SUB;
      collect(binary.left(), sign, terms);
      collect(binary.right(), isDifference ? -sign : sign, terms);
    } else if (twins.fixed().holds(value) && twins.find(value).isEmpty()) {
      terms.add(new Term(value, Optional.empty(), twins.fixed().numbers(value), sign));
    } else {
      terms.add(new Term(value, Optional.of(twins.narrow(value)), null, sign));
    }
  }

  private static boolean isSum(Binary binary) {
    return binary.function() == BinaryFunction.ADD || binary.function() == BinaryFunction.SUB;
  }

  private static double unit(List<Term> terms, double largest) throws Refusal {
    for (int bits = FINEST; bits >= 0; bits--) {
      double unit = Math.scalb(largest, -bits);
      double sum = 0;
      for (Term term : terms) {
        sum += term.reach() / unit + term.reach() / Math.max(term.scale(), unit);
      }
      if (sum <= Integer.MAX_VALUE) {
        return unit;
      }
    }
    throw new Refusal("its sums may reach more than 32 bits hold");
  }

  private static int multiplier(Term term, double unit) {
    return (int) Math.rint(term.scale() / unit);
  }

  private Value constant(Term term, double unit) {
    Quantization sums = Quantization.sums(List.of(unit), 0);
    return twins.parameter(
        term.value().name(),
        Tensor.generateIntegers(
            Twins.type(term.value(), ElementType.I32, sums),
            i -> (long) Math.rint(term.numbers().number(i) / unit)));
  }
}
