package io.repqc.compiler.quantize;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Stages;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.op.Input;
import io.repqc.passes.Pass;
import io.repqc.passes.fuse.AccumulatorBounds;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * A network as it was read and in integers, and how it got these; nothing is said of that where it
 * brought them.
 */
public record IntegerNetwork(
    Model before, Model integers, Optional<QuantizationResult> quantization) {

  /**
   * Reads a network and quantizes it if it is not yet; {@code observer} sees it after each pass.
   */
  public static IntegerNetwork of(
      QuantizationRequest request, Stages stages, BiConsumer<Pass, Model> observer) {
    Model before = ModelFile.read(request.network(), request.options());
    if (NetworkQuantization.computesInIntegers(before.graph())) {
      checkOwn(request, before);
      return new IntegerNetwork(before, before, Optional.empty());
    }
    QuantizationResult result = NetworkQuantization.run(request, before, stages, observer);
    return new IntegerNetwork(before, result.integers(), Optional.of(result));
  }

  /** For so many items at once, if that is said. */
  public IntegerNetwork withBatch(OptionalInt batch) {
    return batch.isEmpty()
        ? this
        : new IntegerNetwork(
            batched(before, batch.getAsInt()), batched(integers, batch.getAsInt()), quantization);
  }

  private static Model batched(Model model, int batch) {
    ModelException.check(batch > 0, "--batch %d: expected at least 1", batch);
    ModelException.check(
        model.graph().inputs().stream().anyMatch(value -> ((Input) value.op()).batched()),
        "--batch %d: the network takes one batch size only",
        batch);
    return model.withBatch(batch);
  }

  private static void checkOwn(QuantizationRequest request, Model before) {
    String name = before.graph().name();
    boolean isAsked = !request.calibration().files().isEmpty() || request.calibration().isRandom();
    ModelException.check(!isAsked, "\"%s\" computes in integers already; leave the data out", name);
    ModelException.check(
        request.ends().equals(QuantizationRequest.Interface.FLOAT),
        "\"%s\" computes in integers already, and keeps its inputs and outputs; repqc quantize"
            + " --input-type int8 --output-type int8 makes others",
        name);
    AccumulatorBounds.check(before);
  }
}
