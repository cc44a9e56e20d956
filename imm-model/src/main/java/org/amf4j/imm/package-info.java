/**
 * The information model: classes with typed attributes, objects with names, and the XML files that hold both.
 *
 * <p>Start with {@link org.amf4j.imm.ImmXmlReader}, which turns files into an
 * {@link org.amf4j.imm.InformationModel} and a list of every problem found, and with
 * {@link org.amf4j.imm.BuiltInClasses} for the classes known without any file. What the objects mean to availability
 * management is none of this package's business.
 */
package org.amf4j.imm;
