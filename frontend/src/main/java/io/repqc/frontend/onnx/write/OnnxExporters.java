package io.repqc.frontend.onnx.write;

import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpTable;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;

/** How each op is written. */
final class OnnxExporters {
  private static final OpTable<OnnxExporter<Op>> TABLE = table();

  private OnnxExporters() {}

  static void write(NodeWriter node, Op op) {
    TABLE.get(op).write(node, op);
  }

  private static OpTable<OnnxExporter<Op>> table() {
    Rows rows = new Rows(OpTable.of("ONNX form"));
    rows.row(BatchNorm.class, Carrier.FLOATS, ExportNormalization::batchNorm);
    rows.row(Binary.class, Carrier.ARITHMETIC, ExportBinary::write);
    rows.row(Cast.class, Carrier.ANY, ExportElements::cast);
    rows.row(Clamp.class, Carrier.BOUNDED, ExportElements::clamp);
    rows.row(Concat.class, Carrier.ANY, ExportParts::concat);
    rows.row(Constant.class, Carrier.ANY, (node, op) -> node.initialize(op.tensor()));
    rows.row(Convolution.class, Carrier.FLOATS, ExportConvolution::convolution);
    rows.row(Decode.class, Carrier.ANY, OnnxExporters::refuse);
    rows.row(DepthToSpace.class, Carrier.ANY, ExportShapes::depthToSpace);
    rows.row(Dequantize.class, Carrier.FLOATS, ExportQuantization::dequantize);
    rows.row(Encode.class, Carrier.ANY, OnnxExporters::refuse);
    rows.row(Expand.class, Carrier.ANY, ExportShapes::expand);
    rows.row(Gather.class, Carrier.ANY, ExportParts::gather);
    rows.row(Input.class, Carrier.ANY, (node, op) -> {});
    rows.row(Linear.class, Carrier.NUMBERS, ExportMatMul::linear);
    rows.row(Lookup.class, Carrier.ANY, OnnxExporters::refuse);
    rows.row(MatMul.class, Carrier.NUMBERS, ExportMatMul::product);
    rows.row(Normalize.class, Carrier.FLOATS, ExportNormalization::normalize);
    rows.row(Pad.class, Carrier.ANY, ExportPad::write);
    rows.row(Parameter.class, Carrier.ANY, (node, op) -> node.initialize(node.parameter()));
    rows.row(Pool.class, Carrier.POOLED, ExportPooling::pool);
    rows.row(PoolIndices.class, Carrier.POOLED, ExportPooling::indices);
    rows.row(Quantize.class, Carrier.FLOATS, ExportQuantization::quantize);
    rows.row(Reduce.class, Carrier.NUMBERS, ExportReduce::write);
    rows.row(Requantize.class, Carrier.ANY, OnnxExporters::refuse);
    rows.row(RequantizeLeaky.class, Carrier.ANY, OnnxExporters::refuse);
    rows.row(Reshape.class, Carrier.ANY, ExportShapes::reshape);
    rows.row(Resize.class, Carrier.ANY, ExportResize::write);
    rows.row(ScaledSum.class, Carrier.ANY, OnnxExporters::refuse);
    rows.row(Select.class, Carrier.CHOSEN, ExportElements::select);
    rows.row(Slice.class, Carrier.ANY, ExportParts::slice);
    rows.row(Softmax.class, Carrier.FLOATS, ExportElements::softmax);
    rows.row(Transpose.class, Carrier.ANY, ExportShapes::transpose);
    rows.row(TransposedConvolution.class, Carrier.FLOATS, ExportConvolution::transposed);
    rows.row(Unary.class, Carrier.FLOATS, ExportUnary::write);
    return rows.table.excuse(Statistic.class, "its readers read the running value").build();
  }

  private static void refuse(NodeWriter node, Op op) {
    throw node.problem("it is of the integer form of a network; write that as .rq");
  }

  /** What the operators of a row take stands beside it. */
  private record Rows(OpTable.Builder<OnnxExporter<Op>> table) {
    <O extends Op> void row(Class<O> type, Carrier carrier, OnnxExporter<O> exporter) {
      table.handle(type, (node, op) -> exporter.write(node.in(carrier), type.cast(op)));
    }
  }
}
