package io.repqc.tune.quantizer;

import io.repqc.ir.DataSide;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the quantizers of a network, and whether what they round is a weight once deployed. */
final class Sites {
  private final Model model;
  private final DataSide data;

  private Sites(Model model) {
    this.model = model;
    this.data = DataSide.deployed(model.graph());
  }

  /** In graph order. */
  static List<Site> of(Model model) {
    Map<Value, List<Value>> byScale = new LinkedHashMap<>();
    for (Value value : model.graph().values()) {
      if (value.op() instanceof Quantize quantize) {
        byScale.computeIfAbsent(quantize.scale(), key -> new ArrayList<>()).add(value);
      }
    }
    Sites sites = new Sites(model);
    return byScale.values().stream().map(sites::site).toList();
  }

  private Site site(List<Value> quantizers) {
    Quantize any = (Quantize) quantizers.get(0).op();
    boolean ofWeight =
        quantizers.stream().noneMatch(value -> data.contains(((Quantize) value.op()).x()));
    Tensor zeroPoint = numbers(any.zeroPoint());
    long zero = zeroPoint.integer(0);
    IrException.check(
        zeroPoint.isUniform(), "%%%s: it has several zero points", quantizers.get(0).name());
    return new Site(quantizers, ofWeight, numbers(any.scale()), zero);
  }

  private Tensor numbers(Value value) {
    if (value.op() instanceof Constant constant) {
      return constant.tensor();
    }
    IrException.check(value.op() instanceof Parameter, "%%%s: it is computed", value.name());
    return model.parameter(value);
  }
}
