/** Found tensors against expected ones, element by element, within a tolerance. */
package io.repqc.compiler.compare;
