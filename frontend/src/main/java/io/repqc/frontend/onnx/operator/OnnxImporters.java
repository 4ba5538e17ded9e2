package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.ir.IrException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every ONNX operator that can be read, by its name; one of another domain as {@code
 * com.microsoft.QLinearAdd}.
 */
public final class OnnxImporters {
  public static final Map<String, OnnxImporter> TABLE =
      join(
          List.of(
              ImportActivations.rows(),
              ImportArithmetic.rows(),
              ImportBatchNorm.rows(),
              ImportCast.rows(),
              ImportClip.rows(),
              ImportContrib.rows(),
              ImportConvolution.rows(),
              ImportDropout.rows(),
              ImportDynamicQuantization.rows(),
              ImportEinsum.rows(),
              ImportExpansion.rows(),
              ImportFunctions.rows(),
              ImportFusedConvolution.rows(),
              ImportIntegerProducts.rows(),
              ImportLogic.rows(),
              ImportMatMul.rows(),
              ImportNormalization.rows(),
              ImportPad.rows(),
              ImportParts.rows(),
              ImportPooling.rows(),
              ImportQLinear.rows(),
              ImportQuantization.rows(),
              ImportReduce.rows(),
              ImportResize.rows(),
              ImportScatter.rows(),
              ImportSequences.rows(),
              ImportShapes.rows(),
              ImportSizes.rows(),
              ImportSlice.rows(),
              ImportSoftmax.rows(),
              ImportStructure.rows(),
              ImportTile.rows()));

  private OnnxImporters() {}

  private static Map<String, OnnxImporter> join(List<Map<String, OnnxImporter>> groups) {
    Map<String, OnnxImporter> table = new TreeMap<>();
    for (Map<String, OnnxImporter> group : groups) {
      group.forEach(
          (operator, importer) ->
              IrException.check(
                  table.put(operator, importer) == null, "two importers for %s", operator));
    }
    return table;
  }
}
