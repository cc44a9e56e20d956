/** Clusters on one machine whose nodes have networks of their own. */
package org.amf4j.admin.network;
