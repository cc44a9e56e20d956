/**
 * Short descriptions of systems in YAML, and the information models made from them.
 *
 * <p>{@link org.amf4j.description.DescriptionReader} turns text into a {@link org.amf4j.description.SystemDescription} or a
 * list of problems, {@link org.amf4j.description.ModelGenerator} turns that into objects. Both are functions: nothing is read
 * from files or written here.
 */
package org.amf4j.description;
