package io.repqc.passes.merge;

import io.repqc.ir.Value;
import java.util.Locale;

/**
 * A part of a graph that could be one op, from {@code source} to {@code value}, but stays as it is
 * since that costs less.
 */
public record Kept(Value source, Value value, Cost asItIs, Cost merged) {

  @Override
  public String toString() {
    String text = "kept: one op from %%%s on would cost %,d multiply-adds, as it is %,d";
    boolean isTie = merged.multiplyAdds() == asItIs.multiplyAdds();
    return String.format(
            Locale.ROOT, text, source.name(), merged.multiplyAdds(), asItIs.multiplyAdds())
        + (isTie ? parameters() : "");
  }

  private String parameters() {
    String text = ", and %,d parameters, as it is %,d";
    return String.format(Locale.ROOT, text, merged.parameters(), asItIs.parameters());
  }
}
