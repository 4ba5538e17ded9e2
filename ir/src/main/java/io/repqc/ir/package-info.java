/** The intermediate representation: an immutable graph of typed values and what each op means. */
package io.repqc.ir;
