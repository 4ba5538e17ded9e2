/** Prints programs as C. */
package io.repqc.codegen.c;
