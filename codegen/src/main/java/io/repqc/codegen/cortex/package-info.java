/** Kernels for Cortex-M, with the DSP extension or with Helium. */
package io.repqc.codegen.cortex;
