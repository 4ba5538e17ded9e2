package io.repqc.compiler.merge;

import io.repqc.passes.merge.Region;

/**
 * How well a merged region computes what it did before: the largest difference on random inputs
 * from the region's range, as a share of the range of its outputs.
 */
public record Certificate(Region region, double difference) {}
