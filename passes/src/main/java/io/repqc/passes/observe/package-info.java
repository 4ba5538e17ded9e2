/**
 * What numbers occur in the tensors of a network on data and in its weights, and from that the
 * range that the integers of each should stand for.
 */
package io.repqc.passes.observe;
