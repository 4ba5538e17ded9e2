package io.repqc.cli;

import io.repqc.compiler.Word;

/** What a network takes or gives: numbers, or the integers that stand for them. */
enum Elements {
  FLOAT,
  INT8;

  @Override
  public String toString() {
    return Word.of(this);
  }
}
