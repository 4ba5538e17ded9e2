package io.repqc.compiler.run;

import io.repqc.compiler.compare.Comparison;
import io.repqc.ir.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outputs of a network in its order, and how those agree of which something was expected. */
public record RunResult(Map<String, Tensor> outputs, Map<String, Comparison> comparisons) {
  public RunResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    comparisons = Collections.unmodifiableMap(new LinkedHashMap<>(comparisons));
  }

  public boolean isAsExpected() {
    return comparisons.values().stream().allMatch(Comparison::holds);
  }
}
