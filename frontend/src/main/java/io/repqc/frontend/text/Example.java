package io.repqc.frontend.text;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model with numbers to try it on: those that its text gives to its inputs, by name. */
public record Example(Model model, Map<String, Tensor> inputs) {
  public Example {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }
}
