/**
 * The ops: one record each, whose {@link io.repqc.ir.Value} components are its operands, whose
 * other components are its attributes, and whose methods are its mathematics.
 */
package io.repqc.ir.op;
