/**
 * The availability model of a cluster: entities bound from the objects of the information model and validated.
 *
 * <p>Start with {@link org.amf4j.core.model.ModelBinder}; what it builds is a {@link org.amf4j.core.model.Model}.
 */
package org.amf4j.core.model;
