package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides whether two expressions of one number a channel are the same whatever the parameters are:
 * both become polynomials over what this algebra does not look into, and these are compared. Equal
 * numbers count only where they are constants.
 */
final class ChannelAlgebra {
  private final Map<Value, Polynomial> known = new IdentityHashMap<>();
  private final Map<Object, Integer> atoms = new HashMap<>();

  /** A sum of products of atoms: coefficients by the sorted numbers of the atoms. */
  private record Polynomial(Map<List<Integer>, Double> terms) {

    static Polynomial of(List<Integer> product, double coefficient) {
      Map<List<Integer>, Double> terms = new TreeMap<>(ChannelAlgebra::compare);
      if (coefficient != 0) {
        terms.put(product, coefficient);
      }
      return new Polynomial(terms);
    }

    Polynomial plus(Polynomial other, double factor) {
      Map<List<Integer>, Double> sum = new TreeMap<>(ChannelAlgebra::compare);
      sum.putAll(terms);
      other.terms.forEach(
          (product, coefficient) -> {
            double total = sum.getOrDefault(product, 0.0) + factor * coefficient;
            sum.put(product, total);
            if (total == 0) {
              sum.remove(product);
            }
          });
      return new Polynomial(sum);
    }

    Polynomial times(Polynomial other) {
      Polynomial result = of(List.of(), 0);
      for (Map.Entry<List<Integer>, Double> a : terms.entrySet()) {
        for (Map.Entry<List<Integer>, Double> b : other.terms.entrySet()) {
          List<Integer> product = new ArrayList<>(a.getKey());
          product.addAll(b.getKey());
          product.sort(null);
          result = result.plus(of(product, a.getValue() * b.getValue()), 1);
        }
      }
      return result;
    }
  }

  boolean isZero(Value value) {
    return polynomial(value).terms.isEmpty();
  }

  boolean areEqual(Value left, Value right) {
    return polynomial(left).plus(polynomial(right), -1).terms.isEmpty();
  }

  private Polynomial polynomial(Value value) {
    if (!known.containsKey(value)) {
      for (Value next : new Graph("", List.of(), List.of(new Output("", value))).values()) {
        if (!known.containsKey(next)) {
          known.put(next, derive(next.op(), next));
        }
      }
    }
    return known.get(value);
  }

  private Polynomial derive(Op op, Value value) {
    if (op instanceof Constant constant) {
      return constant(constant.tensor());
    }
    if (op instanceof Binary binary) {
      return derive(binary, value);
    }
    if (op instanceof Unary unary) {
      return derive(unary, value);
    }
    if (op instanceof Reshape reshape) {
      return polynomial(reshape.x());
    }
    if (op instanceof Expand expand && expand.x().shape().count() == value.shape().count()) {
      return polynomial(expand.x());
    }
    return atom(value);
  }

  private Polynomial constant(Tensor tensor) {
    for (int i = 1; i < tensor.count(); i++) {
      if (tensor.number(i) != tensor.number(0)) {
        return atom(List.of("constant", List.of(box(tensor))));
      }
    }
    return tensor.count() == 0
        ? Polynomial.of(List.of(), 0)
        : Polynomial.of(List.of(), tensor.number(0));
  }

  private static List<Double> box(Tensor tensor) {
    List<Double> numbers = new ArrayList<>();
    for (double number : tensor.toNumbers()) {
      numbers.add(number);
    }
    return numbers;
  }

  private Polynomial derive(Binary binary, Value value) {
    Polynomial left = polynomial(binary.left());
    Polynomial right = polynomial(binary.right());
    return switch (binary.function()) {
      case ADD -> left.plus(right, 1);
      case SUB -> left.plus(right, -1);
      case MUL -> left.times(right);
      case DIV -> left.times(inverse(right));
      default -> atom(value);
    };
  }

  private Polynomial derive(Unary unary, Value value) {
    Polynomial x = polynomial(unary.x());
    if (unary.function() == UnaryFunction.NEG) {
      return Polynomial.of(List.of(), 0).plus(x, -1);
    }
    if (unary.function() == UnaryFunction.RECIPROCAL) {
      return inverse(x);
    }
    return unary.function() == UnaryFunction.SQRT ? atom(List.of("sqrt", x.terms)) : atom(value);
  }

  private Polynomial inverse(Polynomial x) {
    boolean isNumber = x.terms.size() == 1 && x.terms.containsKey(List.of());
    return isNumber
        ? Polynomial.of(List.of(), 1 / x.terms.get(List.of()))
        : atom(List.of("inverse", x.terms));
  }

  private Polynomial atom(Object identity) {
    return Polynomial.of(List.of(atoms.computeIfAbsent(identity, key -> atoms.size())), 1);
  }

  private static int compare(List<Integer> left, List<Integer> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Integer.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
