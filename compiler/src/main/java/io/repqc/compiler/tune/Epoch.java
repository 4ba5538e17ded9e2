package io.repqc.compiler.tune;

/**
 * What an epoch came to.
 *
 * @param loss on the training data, on average over its steps
 * @param score on what is held out; NaN if nothing is
 * @param rate the learning rate of weights at its end
 */
public record Epoch(int number, double loss, double score, double rate) {}
