package io.repqc.cli;

import io.repqc.compiler.Word;

/** How many scales a weight has. */
enum Scales {
  PER_CHANNEL,
  PER_TENSOR;

  @Override
  public String toString() {
    return Word.of(this);
  }
}
