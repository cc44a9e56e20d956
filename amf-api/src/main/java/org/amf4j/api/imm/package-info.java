/** Objects of the information model as values. */
package org.amf4j.api.imm;
