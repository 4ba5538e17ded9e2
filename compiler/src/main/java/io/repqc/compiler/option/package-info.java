/** The options of the command line as texts, for all that is told them in another way. */
package io.repqc.compiler.option;
