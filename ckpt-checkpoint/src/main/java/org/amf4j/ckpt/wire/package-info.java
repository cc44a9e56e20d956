/** Rows of bytes that hold numbers, texts and bytes. */
package org.amf4j.ckpt.wire;
