package org.amf4j.admin;

/** Answers to the query {@code status} as a cluster gives them. */
public final class CannedStatus {
    private static final String PATTERN = """
            {"cluster":"lab","leader":"%s","controllers":["n1","n2","n3"],"settled":true,
             "nodes":[
              {"dn":"safAmfNode=n1,safAmfCluster=lab","member":%s,"admin":"UNLOCKED","operational":"ENABLED"},
              {"dn":"safAmfNode=n2,safAmfCluster=lab","member":true,"admin":"UNLOCKED","operational":"ENABLED"},
              {"dn":"safAmfNode=n3,safAmfCluster=lab","member":true,"admin":"UNLOCKED","operational":"ENABLED"}],
             "groups":[{"dn":"safSg=streamers,safApp=stream","model":"2N","settled":true}],
             "sus":[%s,%s,%s],
             "sis":[{"dn":"safSi=stream,safApp=stream","group":"safSg=streamers,safApp=stream","admin":"UNLOCKED",
              "assignment":"FULLY_ASSIGNED"}],
             "assignments":[%s]}
            """;

    /** Three nodes, su1 active, su2 standby, su3 spare. */
    public static final String HEALTHY = PATTERN.formatted(
            "n1",
            "true",
            unit("1", "ENABLED", "INSTANTIATED", "IN_SERVICE"),
            unit("2", "ENABLED", "INSTANTIATED", "IN_SERVICE"),
            unit("3", "ENABLED", "INSTANTIATED", "IN_SERVICE"),
            assignment("1", "ACTIVE") + "," + assignment("2", "STANDBY"));

    /** The same after the loss of n1. */
    public static final String NODE_LOST = PATTERN.formatted(
            "n2",
            "false",
            unit("1", "DISABLED", "UNINSTANTIATED", "OUT_OF_SERVICE"),
            unit("2", "ENABLED", "INSTANTIATED", "IN_SERVICE"),
            unit("3", "ENABLED", "INSTANTIATED", "IN_SERVICE"),
            assignment("2", "ACTIVE") + "," + assignment("3", "STANDBY"));

    private CannedStatus() {}

    private static String unit(String number, String operational, String presence, String readiness) {
        return """
               {"dn":"safSu=su%1$s,safSg=streamers,safApp=stream","group":"safSg=streamers,safApp=stream",
                "node":"safAmfNode=n%1$s,safAmfCluster=lab","admin":"UNLOCKED","operational":"%2$s","presence":"%3$s",
                "readiness":"%4$s"}""".formatted(number, operational, presence, readiness);
    }

    private static String assignment(String number, String state) {
        return """
               {"si":"safSi=stream,safApp=stream","su":"safSu=su%1$s,safSg=streamers,safApp=stream","ha":"%2$s",
                "csis":[{"csi":"safCsi=streamer,safSi=stream,safApp=stream",
                 "component":"safComp=streamer,safSu=su%1$s,safSg=streamers,safApp=stream","ha":"%2$s"}]}""".formatted(number, state);
    }
}
