/** What a reader of a network wants to know: its layers, parameters, work and likely mistakes. */
package io.repqc.compiler.inspect;
