/** What processes ask of owners and implementers of objects: each request is done wholly, or refused. */
package org.amf4j.core.implementer;
