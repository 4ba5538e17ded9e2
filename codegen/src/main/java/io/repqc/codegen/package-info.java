/**
 * From a network in integers to a program with every number decided, and from that to source text.
 */
package io.repqc.codegen;
