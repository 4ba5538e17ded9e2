/** The whole way from a model file to its result, as a library without a command line. */
package io.repqc.compiler;
