package io.repqc.compiler.quantize;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.Bits;
import java.util.ArrayList;
import java.util.List;

/** What of a request does not go together, or has no effect. */
final class RequestChecks {
  private static final String CALIBRATED =
      "calibrated on random numbers: the ranges are guesses, and the result may answer nonsense on"
          + " real inputs; give some with --data FILE";
  private static final String COMPARED =
      "compared on random numbers, which says little of real inputs; give some with --data FILE";
  private static final String VAIN =
      "the network brings quantizers of its own and keeps their numbers; this has no effect: ";

  private RequestChecks() {}

  static void check(QuantizationRequest request) {
    check(request.calibration());
    check(request.evaluation());
    check(request.settings());
  }

  private static void check(CalibrationData data) {
    ModelException.check(
        data.samples().orElse(1) > 0,
        "--samples %d: expected at least 1",
        data.samples().orElse(1));
    ModelException.check(
        !data.isRandom() || data.files().isEmpty(),
        "--calibrate random takes the place of --data; give one of them");
  }

  private static void check(LabelledData data) {
    ModelException.check(
        data.labels().isPresent() || data.metric().isEmpty(),
        "--metric %s: there is nothing to judge by; add --labels FILE",
        data.metric().map(Object::toString).orElse(""));
    ModelException.check(data.peak() > 0, "--peak %s: expected more than 0", data.peak());
  }

  private static void check(QuantizationSettings settings) {
    double percent = settings.percent();
    ModelException.check(
        percent > 0 && percent <= 100,
        "--percentile %s: expected more than 0 and at most 100",
        percent);
    ModelException.check(
        settings.percentile().isEmpty() || settings.activationRange() == RangeMethod.PERCENTILE,
        "--percentile is for --observer percentile; leave one of them out");
  }

  /** What the user should know, in sentences. */
  static List<String> notes(QuantizationRequest request, boolean hasQuantizers) {
    List<String> notes = new ArrayList<>();
    if (request.calibration().isRandom()) {
      notes.add(hasQuantizers ? COMPARED : CALIBRATED);
    }
    List<String> vain = hasQuantizers ? vain(request.settings()) : List.of();
    if (!vain.isEmpty()) {
      notes.add(VAIN + String.join(", ", vain));
    }
    return notes;
  }

  /** The options that change no number of a network with quantizers. */
  private static List<String> vain(QuantizationSettings settings) {
    List<String> vain = new ArrayList<>();
    add(vain, !settings.bits().usual().equals(Bits.EIGHT), "--bits");
    add(vain, !settings.bits().ends().equals(Bits.EIGHT), "--end-bits");
    add(vain, !settings.bits().own().isEmpty(), "--bits-of");
    add(vain, settings.activations() != ElementType.U8, "--activations");
    add(vain, settings.symmetric(), "--symmetric");
    add(vain, !settings.perChannel(), "--weight-scales");
    add(vain, settings.observer().isPresent(), "--observer");
    add(vain, settings.percentile().isPresent(), "--percentile");
    add(vain, settings.weightObserver().isPresent(), "--weight-observer");
    add(vain, settings.equalizes(), "--equalize");
    add(vain, settings.correctsBiases(), "--correct-bias");
    add(vain, settings.roundsWeights(), "--round-weights");
    add(vain, !settings.keepFloat().isEmpty(), "--keep-float");
    add(vain, !settings.wide().isEmpty(), "--int16");
    return vain;
  }

  private static void add(List<String> options, boolean isGiven, String option) {
    if (isGiven) {
      options.add(option);
    }
  }
}
