package io.repqc.tune;

/** What kind of number a trained parameter is, on which its learning rate and its decay depend. */
public enum Group {
  /** Of a layer. */
  WEIGHT,
  /** One for each channel or for all: what scales or shifts, biases among them. */
  SCALING,
  /** The steps and offsets of quantizers. */
  QUANTIZER,
  /** Where a quantizer clips, drawn towards zero by a decay of its own (PACT). */
  CLIPPING,
  /** How many bits a weight has (DiffQ); by Adam, whatever the rest is trained by. */
  BITS
}
