/**
 * What all services share: names ({@link org.amf4j.api.Dn}), results ({@link org.amf4j.api.AisStatus}) and the
 * exception that carries one.
 */
package org.amf4j.api;
