/** Which parts of one piece of memory the values of a program lie in, each while it is needed. */
package io.repqc.codegen.plan;
