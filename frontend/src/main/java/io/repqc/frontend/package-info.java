/** Reads other formats into a graph of the intermediate representation. */
package io.repqc.frontend;
