/** Kernels for x86 processors with vectors of 8-bit integers. */
package io.repqc.codegen.x86;
