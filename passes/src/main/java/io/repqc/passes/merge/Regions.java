package io.repqc.passes.merge;

import io.repqc.ir.Model;
import java.util.List;

/** What a merge did to the model {@code before}, and what it left although it could. */
public record Regions(Model before, List<Region> merged, List<Kept> kept) {
  public Regions {
    merged = List.copyOf(merged);
    kept = List.copyOf(kept);
  }
}
