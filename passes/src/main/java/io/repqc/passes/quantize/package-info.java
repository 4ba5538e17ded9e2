/**
 * Decides which values a network holds in small integers and on which levels, and puts quantizers
 * there: a float graph goes in, a float graph with quantizers comes out.
 */
package io.repqc.passes.quantize;
