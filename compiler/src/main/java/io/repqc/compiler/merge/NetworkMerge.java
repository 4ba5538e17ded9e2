package io.repqc.compiler.merge;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Progress;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.Reasons;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.merge.Regions;
import java.util.ArrayList;
import java.util.List;

/** Reads a network, merges its branches, certifies that, and writes the result. */
public final class NetworkMerge {
  private NetworkMerge() {}

  public static MergeResult run(MergeRequest request, Progress progress) {
    request.output().ifPresent(ModelFile::checkWritable);
    Model model = ModelFile.read(request.network(), request.options());
    Reasons reasons = new Reasons();
    List<Regions> told = new ArrayList<>();
    Model expressions =
        new PassRunner(Pipelines.merge(Statistics.RUNNING, told::add)).run(model, reasons);
    Model numbers = new PassRunner(List.of(new MaterializeWeights())).run(expressions, reasons);
    Regions regions = told.get(0);
    List<Certificate> certificates =
        request.certifies() ? Certification.of(regions, numbers, progress) : List.of();
    Model result = request.keepsExpressions() ? expressions : numbers;
    request.output().ifPresent(file -> ModelFile.write(result, file));
    return new MergeResult(
        model, result, regions.merged(), certificates, notes(model.graph()), reasons.all());
  }

  private static List<String> notes(Graph graph) {
    return graph.values().stream().anyMatch(NetworkMerge::isQuantized)
        ? List.of(
            "the network is quantized, and branches do not merge across quantizers;"
                + " merge the float network that it was made of")
        : List.of();
  }

  private static boolean isQuantized(Value value) {
    return value.op() instanceof Quantize || value.type().quantization().isPresent();
  }
}
