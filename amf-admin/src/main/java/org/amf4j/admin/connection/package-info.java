/** The way to a running cluster: the operator sockets of its nodes. */
package org.amf4j.admin.connection;
