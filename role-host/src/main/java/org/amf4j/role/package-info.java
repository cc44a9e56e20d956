/** Makes an ordinary server with roles, such as a database with a primary and replicas, a component. */
package org.amf4j.role;
