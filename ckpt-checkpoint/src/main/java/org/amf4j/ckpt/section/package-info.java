/** The content of one replica: sections, and what can be done to them. */
package org.amf4j.ckpt.section;
