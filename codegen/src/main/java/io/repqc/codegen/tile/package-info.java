/** Kernels for the Vector API of Java, whose levels and sums are floats. */
package io.repqc.codegen.tile;
