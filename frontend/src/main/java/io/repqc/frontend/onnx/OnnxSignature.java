package io.repqc.frontend.onnx;

import io.repqc.frontend.onnx.operator.OnnxImporters;
import io.repqc.ir.ModelException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The opsets that have an operator, and how many inputs and outputs it has at most. Facts of the
 * ONNX operator reference; where versions differ, the widest.
 */
record OnnxSignature(int since, int until, int inputs, int outputs) {
  private static final int ANY = Integer.MAX_VALUE;

  /** First opset (and last), inputs, outputs, operators; {@code *} is any number. */
  private static final String ROWS =
      """
      6     0 1 Constant
      6     1 1 Abs ArgMax ArgMin AveragePool Cast Ceil DepthToSpace Elu Exp Flatten Floor
      6     1 1 GlobalAveragePool GlobalMaxPool HardSigmoid Identity LeakyRelu Log LogSoftmax Neg Not
      6     1 1 Reciprocal Relu Selu Shape Sigmoid Size Softmax Softplus Softsign SpaceToDepth Sqrt Tanh
      6     1 1 Transpose LRN LpNormalization
      6     1 2 MaxPool
      6     1 * If
      6     2 1 Add And Div Equal Gather Greater Less MatMul Mul Or PRelu Pow Sub Tile Xor
      6     2 1 ReduceL1 ReduceL2 ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare
      6     2 1 Reshape Squeeze Unsqueeze
      6     2 * Split
      6     3 1 Clip Conv ConvTranspose Gemm InstanceNormalization
      6     3 2 Dropout
      6     4 1 Pad
      6     5 1 Slice
      6     5 5 BatchNormalization
      6     * 1 Concat Max Mean Min Sum
      6-9   2 1 Upsample
      7     1 1 Acos Asin Atan Cos Sin Tan
      8     2 1 Expand
      9     1 1 Acosh Asinh Atanh ConstantOfShape Cosh Erf EyeLike IsNaN NonZero Shrink Sign Sinh
      9     3 1 OneHot Where
      10    1 1 IsInf ThresholdedRelu
      10    2 1 Mod
      10    3 1 DequantizeLinear QuantizeLinear
      10    4 1 ConvInteger MatMulInteger Resize
      10    8 1 QLinearMatMul
      10    9 1 QLinearConv
      11    1 1 Round
      11    1 3 DynamicQuantizeLinear
      11    2 1 CumSum GatherElements GatherND
      11    3 1 Range ScatterElements ScatterND
      12    1 1 Celu
      12    2 1 GreaterOrEqual LessOrEqual
      12    * 1 Einsum
      14    1 1 HardSwish
      14    2 1 Trilu
      15    2 1 CastLike
      17    3 3 LayerNormalization
      18    1 1 Mish
      18    3 1 GroupNormalization
      20    1 1 Gelu
      23    2 1 RMSNormalization
      24    1 1 Swish
      """;

  private static final Map<String, OnnxSignature> TABLE = table();

  /** What is known of an operator, named as in {@link OnnxImporters}. */
  static Optional<OnnxSignature> of(String operator) {
    return Optional.ofNullable(TABLE.get(operator));
  }

  /** Refuses a node that the operator reference does not allow in this opset. */
  void check(int opset, int foundInputs, int foundOutputs) {
    ModelException.check(
        opset >= since, "this operator is new in opset %d, but the file asks for %d", since, opset);
    ModelException.check(
        opset <= until, "this operator ends with opset %d, but the file asks for %d", until, opset);
    ModelException.check(
        foundInputs > 0 || inputs != ANY, "no input; this operator has at least 1");
    ModelException.check(
        foundInputs <= inputs, "%d inputs; this operator has at most %d", foundInputs, inputs);
    ModelException.check(
        foundOutputs <= outputs, "%d outputs; this operator has at most %d", foundOutputs, outputs);
  }

  private static Map<String, OnnxSignature> table() {
    Map<String, OnnxSignature> table = new HashMap<>();
    for (String row : ROWS.split("\n")) {
      String[] words = row.strip().split("\\s+");
      String[] opsets = words[0].split("-");
      OnnxSignature signature =
          new OnnxSignature(
              Integer.parseInt(opsets[0]),
              opsets.length > 1 ? Integer.parseInt(opsets[1]) : ANY,
              count(words[1]),
              count(words[2]));
      for (int i = 3; i < words.length; i++) {
        table.put(words[i], signature);
      }
    }
    return table;
  }

  private static int count(String word) {
    return word.equals("*") ? ANY : Integer.parseInt(word);
  }
}
