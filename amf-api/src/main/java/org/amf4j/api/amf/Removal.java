package org.amf4j.api.amf;

import java.util.List;
import org.amf4j.api.Dn;

/** The request to give up one or all component service instances. */
public interface Removal extends Request {

    /** {@link CsiFlag#TARGET_ONE} or {@link CsiFlag#TARGET_ALL}. */
    CsiFlag flag();

    /** The instances to give up. */
    List<Dn> csis();
}
