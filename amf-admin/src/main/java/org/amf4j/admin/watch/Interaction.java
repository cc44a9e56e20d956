package org.amf4j.admin.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.amf.AdminOperation;

/** What the person at the keyboard is doing: which entity is chosen, what was asked and not yet confirmed. For one thread. */
final class Interaction {

    /** Keys for operations, in the order shown. */
    static final Map<Character, AdminOperation> OPERATIONS = operations();

    private static final int PAGE = 10;

    private Optional<String> chosen = Optional.empty();
    private Optional<AdminOperation> asked = Optional.empty();
    private List<String> explanation = List.of();
    private String message = "";
    private int scroll;

    /** A key, as far as it means something. */
    enum Key {
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        ESCAPE,
        CHARACTER
    }

    /** What is to be done because of a key. */
    sealed interface Wish {
        /** Ask for an operation. */
        record Operate(AdminOperation operation, String dn) implements Wish {}

        /** Ask why an entity is as it is. */
        record Explain(String dn) implements Wish {}

        /** End. */
        record Quit() implements Wish {}
    }

    /** Takes a key; the character counts when the key is one. */
    Optional<Wish> press(Key key, char character, List<String> entities) {
        if (asked.isPresent()) {
            return confirm(key, character);
        }
        message = "";
        switch (key) {
            case UP -> choose(entities, -1);
            case DOWN -> choose(entities, 1);
            case PAGE_UP -> scroll = Math.max(0, scroll - PAGE);
            case PAGE_DOWN -> scroll += PAGE;
            case ESCAPE -> explanation = List.of();
            case CHARACTER -> {
                return letter(character, entities);
            }
        }
        return Optional.empty();
    }

    private Optional<Wish> letter(char character, List<String> entities) {
        AdminOperation operation = OPERATIONS.get(character);
        if (operation != null && chosen.isEmpty()) {
            message = "choose an entity first, by the arrow keys";
        } else if (operation != null) {
            asked = Optional.of(operation);
        } else if (character == 'q') {
            return Optional.of(new Wish.Quit());
        } else if (character == 'e') {
            return chosen.map(Wish.Explain::new);
        } else if (character == 'k') {
            choose(entities, -1);
        } else if (character == 'j') {
            choose(entities, 1);
        }
        return Optional.empty();
    }

    /** Only a y confirms; anything else takes the question back. */
    private Optional<Wish> confirm(Key key, char character) {
        AdminOperation operation = asked.orElseThrow();
        asked = Optional.empty();
        if (key == Key.CHARACTER && character == 'y') {
            message = words(operation) + " ...";
            return chosen.map(dn -> new Wish.Operate(operation, dn));
        }
        message = "not done";
        return Optional.empty();
    }

    private void choose(List<String> entities, int step) {
        if (entities.isEmpty()) {
            return;
        }
        int now = chosen.map(entities::indexOf).orElse(-1);
        int next = now < 0 && step < 0 ? entities.size() - 1 : now + step;
        chosen = Optional.of(entities.get(Math.floorMod(next, entities.size())));
        explanation = List.of();
    }

    Optional<String> chosen() {
        return chosen;
    }

    List<String> explanation() {
        return explanation;
    }

    int scroll() {
        return scroll;
    }

    /** Never further than there are lines. */
    void limitScroll(int most) {
        scroll = Math.min(scroll, Math.max(0, most));
    }

    void show(List<String> newExplanation) {
        explanation = List.copyOf(newExplanation);
    }

    void say(String newMessage) {
        message = newMessage;
    }

    /** The question that waits for an answer, or what came of the last one. */
    String message() {
        return asked.map(operation -> words(operation) + " " + chosen.orElse("") + "?  y: yes, any other key: no")
                .orElse(message);
    }

    static String words(AdminOperation operation) {
        return operation.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Map<Character, AdminOperation> operations() {
        Map<Character, AdminOperation> keys = new LinkedHashMap<>();
        keys.put('l', AdminOperation.LOCK);
        keys.put('u', AdminOperation.UNLOCK);
        keys.put('s', AdminOperation.SHUTDOWN);
        keys.put('w', AdminOperation.SI_SWAP);
        keys.put('r', AdminOperation.RESTART);
        keys.put('p', AdminOperation.REPAIRED);
        keys.put('a', AdminOperation.SG_ADJUST);
        return keys;
    }
}
