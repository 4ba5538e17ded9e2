/**
 * Quantizers that learn: what each kind trains, and by which rule its rounding is differentiated.
 */
package io.repqc.tune.quantizer;
