/**
 * What a network with quantizers takes and gives: its inputs and outputs as its user wants them.
 */
package io.repqc.passes.boundary;
