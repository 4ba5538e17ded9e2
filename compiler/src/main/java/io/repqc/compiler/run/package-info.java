/** Runs a network on files of tensors or images, at any batch size, and compares what comes out. */
package io.repqc.compiler.run;
