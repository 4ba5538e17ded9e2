/**
 * BatchNorm and its statistics: from running averages, from the batch, or estimated from inputs.
 */
package io.repqc.passes.fold;
