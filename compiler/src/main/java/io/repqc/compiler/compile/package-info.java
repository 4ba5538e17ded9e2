/** From a network to files of source text that compute it, and to their test. */
package io.repqc.compiler.compile;
