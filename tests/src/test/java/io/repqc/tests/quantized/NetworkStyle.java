package io.repqc.tests.quantized;

import io.repqc.ir.ElementType;

/** How an exporter writes a quantized network. */
record NetworkStyle(
    Form form, ElementType activations, boolean perChannel, Bias bias, boolean quantizesWeights) {

  /** Where the quantization stands. */
  enum Form {
    /** Quantizers around float operators; a Relu stands between its layer and the quantizer. */
    QDQ,
    /** The same with a quantizer before the Relu too. */
    QDQ_BEFORE_RELU,
    /** Operators on quantized tensors. */
    OPERATORS
  }

  /** What a layer adds. */
  enum Bias {
    NONE,
    INTEGERS,
    FLOATS
  }

  boolean isOperators() {
    return form == Form.OPERATORS;
  }
}
