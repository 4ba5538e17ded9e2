/** From layers of a network in integers to calls of kernels. */
package io.repqc.codegen.lower;
