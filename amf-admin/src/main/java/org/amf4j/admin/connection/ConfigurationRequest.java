package org.amf4j.admin.connection;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.protocol.admin.ChangeOperation;
import org.amf4j.protocol.admin.ConfigurationChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.model.ImmCodec;

/**
 * A configuration change that is asked for.
 *
 * @param classes new classes, which come before the operations
 * @param operations the words of each operation
 * @param place where an operation was written, by its number from 1
 * @param owner as which owner of objects; empty for none
 */
public record ConfigurationRequest(
        List<ImmClass> classes, List<List<String>> operations, IntFunction<String> place, String owner) {

    private static final Pattern NUMBERED = Pattern.compile("^operation (\\d{1,9}): ");

    public ConfigurationRequest {
        classes = List.copyOf(classes);
        operations = List.copyOf(operations);
    }

    /** A change of objects only, for nobody. */
    public ConfigurationRequest(List<List<String>> operations, IntFunction<String> place) {
        this(List.of(), operations, place, "");
    }

    /** The same change as this owner of objects; as nobody when the name is empty. */
    public ConfigurationRequest as(String name) {
        return new ConfigurationRequest(classes, operations, place, name);
    }

    ConfigurationChange toMessage(boolean dryRun) {
        ImmClassChange.Builder created = ImmClassChange.newBuilder();
        classes.forEach(c -> created.addCreate(ImmCodec.toMessage(c)));
        ConfigurationChange.Builder message = ConfigurationChange.newBuilder()
                .setDryRun(dryRun)
                .setOwner(owner)
                .setClasses(created.build().toByteString());
        operations.forEach(
                words -> message.addOperations(ChangeOperation.newBuilder().addAllWords(words)));
        return message.build();
    }

    /** An answer that numbers an operation, with the place where that was written instead. */
    public String located(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        if (!numbered.find()) {
            return text;
        }
        int number = Integer.parseInt(numbered.group(1));
        return number < 1 || number > operations.size()
                ? text
                : place.apply(number) + ": " + text.substring(numbered.end());
    }
}
