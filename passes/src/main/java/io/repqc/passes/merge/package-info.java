/**
 * Branches become one by algebra: every value is read as an affine convolution of some source, and
 * a cost model decides where sources begin. The merged weight is an expression of the parameters.
 */
package io.repqc.passes.merge;
