/** The Java twins of the C kernels, of which generated code takes along those it calls. */
package io.repqc.runtime.kernel;
