package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * Finds the entity that a person means by a name.
 *
 * <p>A name is a full DN; or the value of the first relative name, if only one entity of any kind has it; optionally
 * with a kind before it ({@code su:SU1}, kinds are those of {@link #kinds()}), with ancestors after it
 * ({@code SU1@myApp}) or as a path from an ancestor down ({@code SU1/streamer}). Ancestors need not be given without
 * gaps. Names are case sensitive. Immutable and thread-safe; made once per model.
 */
public final class NameResolver {
    /** Most candidates listed for an ambiguous name. */
    public static final int CANDIDATES_MAX = 20;

    /** Most similar names listed for an unknown one. */
    public static final int NEAREST_MAX = 5;

    /** Names of more characters are not compared for similarity. */
    private static final int SIMILAR_LENGTH_MAX = 64;

    /** Names that differ in more letters are not similar. */
    private static final int SIMILAR_EDITS_MAX = 2;

    private static final Map<String, Class<? extends Entity>> KINDS = kindsByName();

    private final Model model;
    private final Map<String, List<Entity>> byName = new LinkedHashMap<>();

    /** A resolver for the entities of a model. */
    public NameResolver(Model model) {
        this.model = Objects.requireNonNull(model, "model");
        model.byDn()
                .values()
                .forEach(entity -> byName.computeIfAbsent(entity.name(), n -> new ArrayList<>(1))
                        .add(entity));
    }

    private static Map<String, Class<? extends Entity>> kindsByName() {
        Map<String, Class<? extends Entity>> kinds = new LinkedHashMap<>();
        kinds.put("cluster", Cluster.class);
        kinds.put("node", Node.class);
        kinds.put("ng", NodeGroup.class);
        kinds.put("app", Application.class);
        kinds.put("sg", ServiceGroup.class);
        kinds.put("su", ServiceUnit.class);
        kinds.put("comp", Component.class);
        kinds.put("si", ServiceInstance.class);
        kinds.put("csi", ComponentServiceInstance.class);
        return Collections.unmodifiableMap(kinds);
    }

    /** The words that may stand before a colon. */
    public static List<String> kinds() {
        return List.copyOf(KINDS.keySet());
    }

    /** What the text stands for among all entities. */
    public Resolution resolve(String text) {
        return resolve(text, Entity.class);
    }

    /** What the text stands for among the entities of a kind. */
    public Resolution resolve(String text, Class<? extends Entity> kind) {
        Objects.requireNonNull(text, "text");
        if (text.indexOf('=') >= 0) {
            return byDn(text, kind);
        }
        int colon = text.indexOf(':');
        Optional<Class<? extends Entity>> named =
                colon < 0 ? Optional.empty() : Optional.ofNullable(KINDS.get(text.substring(0, colon)));
        if (named.isEmpty()) {
            return byPath(text, text, kind, Entity.class);
        }
        return byPath(text, text.substring(colon + 1), kind, named.get());
    }

    private Resolution byDn(String text, Class<? extends Entity> kind) {
        Optional<Dn> dn = parse(text);
        Optional<Entity> entity = dn.flatMap(model::find).filter(kind::isInstance);
        if (entity.isPresent()) {
            return new Resolution.Found(entity.get());
        }
        return new Resolution.Unknown(
                text, dn.map(d -> nearest(d.rdnValue(), kind)).orElse(List.of()));
    }

    private static Optional<Dn> parse(String text) {
        try {
            return Optional.of(Dn.of(text)).filter(dn -> !dn.isRoot());
        } catch (IllegalArgumentException e) {
            // Whatever is not a name names nothing.
            return Optional.empty();
        }
    }

    private Resolution byPath(String text, String path, Class<? extends Entity> kind, Class<? extends Entity> named) {
        // A name may itself contain the signs of a path.
        List<String> inward = byName.containsKey(path) ? List.of(path) : inward(path);
        String name = inward.get(0);
        List<Entity> all = byName.getOrDefault(name, List.of()).stream()
                .filter(kind::isInstance)
                .filter(named::isInstance)
                .filter(entity -> liesBelow(entity, inward.subList(1, inward.size())))
                .toList();
        if (all.size() == 1) {
            return new Resolution.Found(all.get(0));
        }
        if (all.isEmpty()) {
            return new Resolution.Unknown(text, nearest(name, named == Entity.class ? kind : named));
        }
        List<Entity> first = all.stream()
                .sorted(Comparator.comparing(Entity::dn))
                .limit(CANDIDATES_MAX)
                .toList();
        return new Resolution.Ambiguous(text, first, all.size());
    }

    /** The name itself, then its ancestors from the inside out: {@code a/b@c} is b below a below c. */
    private static List<String> inward(String path) {
        String[] parts = path.split("@", -1);
        List<String> names = new ArrayList<>(Arrays.asList(parts[0].split("/", -1)));
        Collections.reverse(names);
        names.addAll(Arrays.asList(parts).subList(1, parts.length));
        return names;
    }

    private static boolean liesBelow(Entity entity, List<String> ancestors) {
        Dn dn = entity.dn().parent();
        for (String ancestor : ancestors) {
            while (!dn.isRoot() && !dn.rdnValue().equals(ancestor)) {
                dn = dn.parent();
            }
            if (dn.isRoot()) {
                return false;
            }
            dn = dn.parent();
        }
        return true;
    }

    private record Similar(String name, int edits) {}

    private List<Entity> nearest(String name, Class<? extends Entity> kind) {
        if (name.length() > SIMILAR_LENGTH_MAX) {
            return List.of();
        }
        return byName.keySet().stream()
                .flatMap(other -> similar(name, other).stream())
                .sorted(Comparator.comparingInt(Similar::edits).thenComparing(Similar::name))
                .flatMap(similar -> byName.get(similar.name()).stream())
                .filter(kind::isInstance)
                .limit(NEAREST_MAX)
                .toList();
    }

    private static Optional<Similar> similar(String name, String other) {
        if (other.length() > SIMILAR_LENGTH_MAX || Math.abs(name.length() - other.length()) > SIMILAR_EDITS_MAX) {
            return Optional.empty();
        }
        int edits = edits(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
        // A name of two letters is at most two edits from every other, so short names must be closer.
        return edits <= Math.min(SIMILAR_EDITS_MAX, name.length() / 2)
                ? Optional.of(new Similar(other, edits))
                : Optional.empty();
    }

    /** How many letters to insert, delete or replace to make one text the other. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
