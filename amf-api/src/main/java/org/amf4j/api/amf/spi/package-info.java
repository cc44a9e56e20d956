/** The seam between the API and the library behind it, of interest only to those who provide such a library. */
package org.amf4j.api.amf.spi;
