package io.repqc.ir.op;

import java.util.Locale;

/** A member of a family of ops that share one record; the text shows the member, not the family. */
public interface Family {
  /** The name of the enum constant. */
  String name();

  /** How the text writes an op of this member. */
  default String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }
}
