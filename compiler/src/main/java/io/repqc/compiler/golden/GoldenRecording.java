package io.repqc.compiler.golden;

import io.repqc.compiler.Stages;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.QuantizationResult;
import io.repqc.ir.OutputFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** Quantizes a network if it is not yet, runs it, and writes down what it computes. */
public final class GoldenRecording {
  private GoldenRecording() {}

  public static GoldenSummary run(GoldenRequest request, Stages stages) {
    OutputFile.check(request.golden());
    GoldenRequest whole = new GoldenRequest(request.network(), inputs(request), request.golden());
    GoldenRun run = GoldenRun.of(whole, stages);
    Golden golden = new Golden(Recipe.of(whole, run.network()), run.behaviour());
    OutputFile.write(request.golden(), GoldenWriter.text(golden).getBytes(StandardCharsets.UTF_8));
    return new GoldenSummary(
        request.golden(),
        run.items(),
        run.behaviour().layers().size(),
        run.behaviour().outputs().size(),
        run.network().quantization().map(QuantizationResult::notes).orElse(List.of()));
  }

  /** A seed where there is no data. */
  private static GoldenInputs inputs(GoldenRequest request) {
    GoldenInputs inputs = request.inputs();
    CalibrationData data = request.network().calibration();
    boolean isGiven = !inputs.files().isEmpty() || inputs.seed().isPresent();
    return isGiven || !data.files().isEmpty()
        ? inputs
        : new GoldenInputs(List.of(), OptionalLong.of(GoldenInputs.USUAL_SEED), inputs.items());
  }
}
