/**
 * The textual form of models, {@code .rq}: the printer, the side file for big tensors, and how both
 * are written. The reader lives in the front end.
 */
package io.repqc.ir.text;
