/** From a trained network to one in small integers, with a report on what that cost. */
package io.repqc.compiler.quantize;
