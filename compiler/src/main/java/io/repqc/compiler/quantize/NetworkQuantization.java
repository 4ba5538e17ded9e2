package io.repqc.compiler.quantize;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Stages;
import io.repqc.compiler.quantize.QuantizationRequest.Interface;
import io.repqc.ir.DataSide;
import io.repqc.ir.Glob;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Pass;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.boundary.DropSoftmax;
import io.repqc.passes.boundary.ExposeIntegers;
import io.repqc.passes.fuse.FuseQuantizers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Reads a network, quantizes it, writes it, and says what that cost. */
public final class NetworkQuantization {
  private final QuantizationRequest request;
  private final Stages stages;
  private final Reasons reasons = new Reasons();
  private final Steps steps;
  private final List<String> notes = new ArrayList<>();

  private NetworkQuantization(
      QuantizationRequest request, Stages stages, BiConsumer<Pass, Model> observer) {
    this.request = request;
    this.stages = stages;
    this.steps = new Steps(reasons, observer);
  }

  /** {@code observer} sees the model after each pass. */
  public static QuantizationResult run(
      QuantizationRequest request, Stages stages, BiConsumer<Pass, Model> observer) {
    request.output().ifPresent(ModelFile::checkWritable);
    RequestChecks.check(request);
    Model before = ModelFile.read(request.network(), request.options());
    return new NetworkQuantization(request, stages, observer).run(before);
  }

  /** The same with a network that was read before. */
  public static QuantizationResult run(
      QuantizationRequest request, Model before, Stages stages, BiConsumer<Pass, Model> observer) {
    RequestChecks.check(request);
    return new NetworkQuantization(request, stages, observer).run(before);
  }

  /** Whether a network has integers with scales, as quantizing makes them. */
  public static boolean computesInIntegers(Graph graph) {
    return graph.values().stream().anyMatch(value -> value.type().quantization().isPresent());
  }

  private QuantizationResult run(Model before) {
    boolean isOwn = hasQuantizers(before.graph());
    notes.addAll(RequestChecks.notes(request, isOwn));
    Samples samples = Samples.read(request, before.graph());
    return isOwn ? keep(before, samples) : quantize(before, samples);
  }

  private static boolean hasQuantizers(Graph graph) {
    ModelException.check(
        !computesInIntegers(graph),
        "\"%s\" computes in integers already; give the network that it was made of",
        graph.name());
    return graph.values().stream()
        .anyMatch(value -> value.op() instanceof Quantize || value.op() instanceof Dequantize);
  }

  /** A network with quantizers of its own. */
  private QuantizationResult keep(Model before, Samples samples) {
    Model quantizers = steps.run(before, upToLogits(Pipelines.simplify()));
    Model floats = Unrounded.of(quantizers).orElse(quantizers);
    return finish(before, floats, quantizers, this::isAllowed, samples);
  }

  private QuantizationResult quantize(Model before, Samples samples) {
    ModelException.check(
        !samples.calibration().isEmpty(),
        "there is no data to calibrate on; add --data FILE with some hundred inputs as the network"
            + " gets them in use, or try without: --calibrate random");
    Model merged = steps.run(before, upToLogits(Pipelines.deploy()));
    checkSizes(before, merged, samples.calibration());
    QuantizationSettings settings = request.settings();
    Globs globs = new Globs(merged.graph());
    Set<String> keepFloat =
        Rectified.both(merged.graph(), globs.select("--keep-float", settings.keepFloat()));
    Set<String> wide = globs.select("--int16", settings.wide());
    globs.check();
    PostTraining training =
        new PostTraining(settings, keepFloat, wide, samples.calibration(), steps, stages);
    Model floats = training.balanced(merged);
    Predicate<String> mayStayFloat = name -> keepFloat.contains(name) || isAllowed(name);
    return finish(before, floats, training.quantized(floats), mayStayFloat, samples);
  }

  private boolean isAllowed(String name) {
    return request.settings().allowFloat().stream().anyMatch(glob -> new Glob(glob).matches(name));
  }

  /** Merging drops what is never read of a border, and at another size it may be. */
  private static void checkSizes(Model before, Model merged, Map<String, Tensor> data) {
    Graph other = before.fitting(data).graph();
    if (other == before.graph()) {
      return;
    }
    Map<String, Shape> shapes = new HashMap<>();
    other.values().forEach(value -> shapes.put(value.name(), value.shape()));
    for (Value value : new DataSide(merged.fitting(data).graph()).computed()) {
      Shape shape = shapes.getOrDefault(value.name(), value.shape());
      ModelException.check(
          shape.equals(value.shape()),
          "--data: at this size of images the merged network is not the same as before: \"%s\" would"
              + " be %s, not %s; give images of the size that the network's file says",
          value.name(),
          value.shape(),
          shape);
    }
  }

  private List<Pass> upToLogits(List<Pass> passes) {
    List<Pass> all = new ArrayList<>(passes);
    if (request.ends().dropsSoftmax()) {
      all.add(1, new DropSoftmax());
    }
    return all;
  }

  private QuantizationResult finish(
      Model before,
      Model floats,
      Model quantizers,
      Predicate<String> mayStayFloat,
      Samples samples) {
    Model judged = fused(quantizers, mayStayFloat);
    Model exposed = exposed(quantizers);
    Model integers = exposed == quantizers ? judged : fused(exposed, mayStayFloat);
    request
        .output()
        .ifPresent(file -> ModelFile.write(ModelFile.isOnnx(file) ? exposed : integers, file));
    Judgement judgement = new Judgement(floats, quantizers, judged, samples, stages);
    return new QuantizationResult(
        before,
        floats,
        exposed,
        integers,
        hasQuantizers(before.graph()),
        notes,
        request.reports() ? judgement.layers() : List.of(),
        judgement.accuracy(),
        showsErrors(samples) ? judgement.errors() : List.of(),
        reasons.all());
  }

  private Model fused(Model quantizers, Predicate<String> mayStayFloat) {
    try {
      Pass fuse = new FuseQuantizers(request.settings().convention(), mayStayFloat);
      return steps.run(quantizers, List.of(fuse));
    } catch (ModelException e) {
      List<String> problems = new ArrayList<>(e.problems());
      problems.add("--allow-float NAME lets a value stay float, --allow-float '*' all of them");
      throw new ModelException(problems);
    }
  }

  private Model exposed(Model quantizers) {
    Interface ends = request.ends();
    return ends.integerInputs() || ends.integerOutputs()
        ? steps.run(
            quantizers, List.of(new ExposeIntegers(ends.integerInputs(), ends.integerOutputs())))
        : quantizers;
  }

  private boolean showsErrors(Samples samples) {
    boolean isAsked = request.reports() || !request.evaluation().files().isEmpty();
    return isAsked && samples.answers().isEmpty();
  }
}
