/** Kernels in plain C that compilers vectorize. */
package io.repqc.codegen.portable;
