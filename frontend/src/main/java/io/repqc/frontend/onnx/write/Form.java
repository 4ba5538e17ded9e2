package io.repqc.frontend.onnx.write;

/** What a file is written for: a version of the operators, and any batch or the one at hand. */
record Form(int opset, boolean freeBatch) {
  static final int OLDEST_OPSET = 17;

  Form since(int needed) {
    return new Form(Math.max(opset, needed), freeBatch);
  }

  Form withFixedBatch() {
    return new Form(opset, false);
  }

  /** The version of the file format that came with the opset. */
  int irVersion() {
    return opset >= 25 ? 13 : opset == 24 ? 12 : opset == 23 ? 11 : opset >= 21 ? 10 : before21();
  }

  private int before21() {
    return opset >= 19 ? 9 : 8;
  }
}
