package org.amf4j.admin.entity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ObjectReader;
import org.amf4j.api.Dn;

/** Which rank units have for an instance: that which is configured for the two, else their own; 0 means the last. */
final class UnitRanks {

    private static final String OWN = "saAmfSURank";
    private static final String FOR_INSTANCE = "saAmfRank";

    private final AdminClient client;

    UnitRanks(AdminClient client) {
        this.client = client;
    }

    Map<String, Long> of(String instance, List<String> units) {
        ObjectReader reader = new ObjectReader(client);
        Map<String, Long> ranks = new HashMap<>();
        reader.attributes(units, List.of(OWN))
                .forEach(unit ->
                        unit.first(OWN).ifPresent(rank -> ranks.put(unit.dn().toString(), (Long) rank)));
        List<String> ranked = new ArrayList<>();
        client.query("find", Map.of("class", "SaAmfSIRankedSU", "root", instance))
                .path("dns")
                .forEach(dn -> ranked.add(dn.asText()));
        reader.attributes(ranked, List.of(FOR_INSTANCE))
                .forEach(object -> object.first(FOR_INSTANCE)
                        .ifPresent(rank -> ranks.put(unitOf(object.dn()).toString(), (Long) rank)));
        return ranks;
    }

    private static Dn unitOf(Dn ranked) {
        return ranked.associated();
    }

    static Comparator<String> best(Map<String, Long> ranks) {
        return Comparator.comparing((String unit) -> {
                    long rank = ranks.getOrDefault(unit, 0L);
                    return rank == 0 ? Long.MAX_VALUE : rank;
                })
                .thenComparing(Comparator.naturalOrder());
    }
}
