/**
 * A data set of our own, drawn from a seed: for examples, calibration and tests without any
 * download.
 */
package io.repqc.cli.shapes;
