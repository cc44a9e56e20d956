package org.amf4j.admin.connection;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amf4j.protocol.admin.ChangeOperation;
import org.amf4j.protocol.admin.ConfigurationChange;

/**
 * A configuration change that is asked for.
 *
 * @param operations the words of each operation
 * @param place where an operation was written, by its number from 1
 */
public record ConfigurationRequest(List<List<String>> operations, IntFunction<String> place) {

    private static final Pattern NUMBERED = Pattern.compile("^operation (\\d{1,9}): ");

    public ConfigurationRequest {
        operations = List.copyOf(operations);
    }

    ConfigurationChange toMessage(boolean dryRun) {
        ConfigurationChange.Builder message = ConfigurationChange.newBuilder().setDryRun(dryRun);
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
