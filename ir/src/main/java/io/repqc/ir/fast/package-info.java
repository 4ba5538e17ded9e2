/**
 * Fast evaluation of the ops that do nearly all the arithmetic of a network: convolutions, matrix
 * products and pooling on plain arrays. Tested against the definitions in {@link io.repqc.ir.op};
 * what is not handled here is left to them.
 */
package io.repqc.ir.fast;
