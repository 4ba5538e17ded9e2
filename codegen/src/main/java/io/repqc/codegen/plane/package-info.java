/** Kernels in plain Java whose loops the JVM vectorizes. */
package io.repqc.codegen.plane;
