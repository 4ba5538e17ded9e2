package io.repqc.compiler.quantize;

import io.repqc.compiler.evaluate.Metric;

/** How good the answers of the float network are, and those of the integer network. */
public record Accuracy(Metric metric, int items, double floats, double integers) {}
