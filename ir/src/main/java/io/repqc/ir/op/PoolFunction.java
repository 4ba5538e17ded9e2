package io.repqc.ir.op;

import java.util.Locale;

/** What a pooling window makes of its elements. */
public enum PoolFunction implements Family {
  AVERAGE,
  MAX;

  @Override
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT) + "_pool";
  }
}
