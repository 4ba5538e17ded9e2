package io.repqc.compiler.merge;

import io.repqc.ir.Model;
import io.repqc.passes.Reasons.Reason;
import io.repqc.passes.merge.Region;
import java.util.List;

/**
 * A network as it was read and as it is merged; the regions that became single ops, a certificate
 * for each if that was asked for, what its user should know, and why other values did not merge.
 */
public record MergeResult(
    Model before,
    Model after,
    List<Region> regions,
    List<Certificate> certificates,
    List<String> notes,
    List<Reason> reasons) {
  public MergeResult {
    regions = List.copyOf(regions);
    certificates = List.copyOf(certificates);
    notes = List.copyOf(notes);
    reasons = List.copyOf(reasons);
  }
}
