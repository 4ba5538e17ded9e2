/** From floats between quantizers to ops on integers: the form that is run to the bit. */
package io.repqc.passes.fuse;
