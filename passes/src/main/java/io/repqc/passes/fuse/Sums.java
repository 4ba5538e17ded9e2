package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.ScaledSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sums and differences of integers of unequal scales. The unit is the largest scale divided by a
 * power of two, as fine as 32 bits allow; each term is multiplied by its scale in that unit,
 * rounded. Constants that are no integers yet are rounded to the unit. Where all others are
 * constants, sums in 32 bits stay in their own unit, and a layer takes them into its bias.
 */
record Sums(Twins twins, Layers layers) {
  private static final int FINEST = 22;

  /** One operand of the whole sum: integers, or numbers that are to be rounded. */
  record Term(Value value, int sign, Value twin, Tensor numbers) {
    boolean isConstant() {
      return numbers != null;
    }

    double scale() {
      return isConstant() ? 0 : twin.type().quantization().scale(0);
    }

    /** The largest magnitude of what this stands for. */
    double reach() {
      return isConstant()
          ? Arrays.stream(numbers.toNumbers()).map(Math::abs).max().orElse(0)
          : scale() * twin.type().quantization().reach();
    }
  }

  Value of(Value value) throws Refusal {
    List<Term> terms = new ArrayList<>();
    collect(value, 1, terms);
    List<Term> data = terms.stream().filter(term -> !twins.fixed().holds(term.value())).toList();
    if (data.size() == 1 && !Twins.isNarrow(data.get(0).twin())) {
      return shifted(value, data.get(0), terms);
    }
    for (Term term : data) {
      twins.narrow(term.value());
    }
    return scaled(value, terms, unit(terms));
  }

  /** Sums within the sum are opened, unless a quantizer rounds them. */
  private void collect(Value value, int sign, List<Term> terms) throws Refusal {
    if (twins.fixed().holds(value)) {
      terms.add(constant(value, sign));
    } else if (value.op() instanceof Binary binary && isSum(binary)) {
      collect(binary.left(), sign, terms);
      collect(binary.right(), binary.function() == BinaryFunction.SUB ? -sign : sign, terms);
    } else {
      terms.add(new Term(value, sign, twins.twin(value), null));
    }
  }

  private Term constant(Value value, int sign) {
    Optional<Value> twin = twins.find(value).filter(Twins::isNarrow);
    return twin.isPresent()
        ? new Term(value, sign, twin.get(), null)
        : new Term(value, sign, null, twins.fixed().numbers(value));
  }

  private static boolean isSum(Binary binary) {
    return binary.function() == BinaryFunction.ADD || binary.function() == BinaryFunction.SUB;
  }

  /** A sum in 32 bits and constants. */
  private Value shifted(Value value, Term sum, List<Term> terms) throws Refusal {
    List<Term> constants = terms.stream().filter(term -> term != sum).map(this::real).toList();
    Optional<Value> layer = layers.plus(value, sum, constants);
    if (layer.isPresent()) {
      return layer.get();
    }
    double unit = twins.uniform(sum.value()).type().quantization().scale(0);
    List<Term> all = new ArrayList<>(List.of(sum));
    all.addAll(constants);
    return scaled(value, all, unit);
  }

  private Term real(Term term) {
    return new Term(term.value(), term.sign(), null, twins.fixed().numbers(term.value()));
  }

  private Value scaled(Value value, List<Term> terms, double unit) {
    List<Value> operands = new ArrayList<>();
    List<Integer> multipliers = new ArrayList<>();
    for (Term term : terms) {
      operands.add(term.isConstant() ? rounded(term, unit) : term.twin());
      int multiplier = term.isConstant() ? 1 : (int) Math.rint(term.scale() / unit);
      multipliers.add(term.sign() * multiplier);
    }
    return Value.of(value.name(), new ScaledSum(operands, multipliers, unit));
  }

  /** The finest whose sums fit 32 bits, with half a unit for each multiplier's rounding. */
  private static double unit(List<Term> terms) throws Refusal {
    double largest = terms.stream().mapToDouble(Term::scale).max().orElse(0);
    for (int bits = FINEST; bits >= 0; bits--) {
      double unit = Math.scalb(largest, -bits);
      double sum = 0;
      for (Term term : terms) {
        double steps = term.isConstant() ? 1 : term.reach() / term.scale();
        sum += term.reach() / unit + steps;
      }
      if (sum <= Integer.MAX_VALUE) {
        return unit;
      }
    }
    throw new Refusal("its sums may reach more than 32 bits hold");
  }

  private Value rounded(Term term, double unit) {
    Quantization sums = Quantization.sums(List.of(unit), 0);
    return twins.parameter(
        term.value().name(),
        Tensor.generateIntegers(
            Twins.type(term.value(), ElementType.I32, sums),
            i -> (long) Math.rint(term.numbers().number(i) / unit)));
  }
}
