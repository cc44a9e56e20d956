/**
 * What the information model knows of applications: who owns objects, who implements them, and what implementers say of them.
 */
package org.amf4j.core.imm;
