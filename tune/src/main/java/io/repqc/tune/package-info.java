/** RepQ: the merged weight, with the quantizer on top, is trained as a function of the branches. */
package io.repqc.tune;
