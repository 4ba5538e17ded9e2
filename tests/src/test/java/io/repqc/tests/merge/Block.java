package io.repqc.tests.merge;

import io.repqc.ir.Value;

/** A linear block of several branches. */
interface Block {
  String name();

  /** Whether there is such a block in so many groups and with this stride. */
  boolean allows(Place place);

  Value on(Sketch sketch, Value x, Place place);

  /** Where a block stands: its channels, in and out, their groups and the stride. */
  record Place(int channels, int groups, int stride) {

    boolean keepsShape() {
      return stride == 1;
    }

    boolean isDepthwise() {
      return groups == channels;
    }

    /** A convolution of this place that keeps the size but for the stride. */
    Filter filter(Integer... size) {
      return Filter.of(size).same().stride(stride).groups(groups);
    }
  }
}
