/**
 * Prints programs as Java: a class to call, an engine for each way to compute, and their weights.
 */
package io.repqc.codegen.java;
