/** What wins back the accuracy that small integers cost: balanced ranges, biases and rounding. */
package io.repqc.passes.repair;
