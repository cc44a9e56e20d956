package org.amf4j.admin.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amf4j.admin.output.AlarmsView;
import org.amf4j.admin.output.StatusView;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What is seen. A pure function: what stays the same looks the same. */
final class WatchScreen {

    static final int WIDTH_MIN = 40;
    static final int HEIGHT_MIN = 10;

    private static final int EVENTS_MIN = 4;
    private static final int EVENTS_OF_A_LOOK = 10;

    /** Not longer than 80 characters. */
    private static final String KEYS = "e:why l:lock u:unlock s:shutdown w:swap r:restart p:repaired a:adjust q:quit";

    private static final Pattern COLOURED =
            Pattern.compile("\\b(ACTIVE|STANDBY|QUIESCED|QUIESCING|spare|out of service)\\b");

    private WatchScreen() {}

    /** As many lines as the terminal has, none longer than it is wide. */
    static List<AttributedString> lines(Observed observed, Interaction interaction, int width, int height) {
        int columns = Math.max(WIDTH_MIN, width);
        int rows = Math.max(HEIGHT_MIN, height);
        List<AttributedString> top = state(observed, columns);
        List<AttributedString> bottom = bottom(observed, interaction, columns);
        int middleMin = observed.events().isEmpty() && interaction.explanation().isEmpty() ? 0 : EVENTS_MIN + 1;
        int room = Math.max(1, rows - bottom.size() - middleMin);
        interaction.limitScroll(top.size() - room);
        List<AttributedString> lines =
                new ArrayList<>(top.subList(interaction.scroll(), Math.min(top.size(), interaction.scroll() + room)));
        if (top.size() > room) {
            lines.set(
                    lines.size() - 1,
                    plain("... page up and page down show more", columns, AttributedStyle.DEFAULT.faint()));
        }
        lines.addAll(middle(observed, interaction, columns, rows - bottom.size() - lines.size()));
        while (lines.size() + bottom.size() < rows) {
            lines.add(AttributedString.EMPTY);
        }
        lines.addAll(bottom);
        return lines;
    }

    /** State, alarms and the latest events, however many lines that takes. */
    static List<AttributedString> content(Observed observed, int width) {
        int columns = Math.max(WIDTH_MIN, width);
        List<AttributedString> lines = new ArrayList<>(state(observed, columns));
        lines.addAll(middle(observed, new Interaction(), columns, EVENTS_OF_A_LOOK + 1));
        return lines;
    }

    private static List<AttributedString> state(Observed observed, int columns) {
        List<AttributedString> lines = new ArrayList<>();
        if (observed.status().isEmpty()) {
            lines.add(plain("waiting for the cluster", columns, AttributedStyle.DEFAULT));
            return lines;
        }
        String text = StatusView.text(observed.status(), false);
        if (text.lines().anyMatch(line -> line.length() > columns)) {
            text = StatusView.narrowText(observed.status());
        }
        text.lines().forEach(line -> lines.add(coloured(line, columns, lines.isEmpty())));
        if (!observed.alarms().path("alarms").isEmpty()) {
            lines.add(plain("ALARMS", columns, AttributedStyle.BOLD.foreground(AttributedStyle.RED)));
            AlarmsView.text(observed.alarms())
                    .lines()
                    .skip(1)
                    .forEach(line -> lines.add(
                            plain("  " + line, columns, AttributedStyle.DEFAULT.foreground(AttributedStyle.RED))));
        }
        return lines;
    }

    /** The explanation that was asked for, else the last events. */
    private static List<AttributedString> middle(Observed observed, Interaction interaction, int columns, int room) {
        List<String> texts = interaction.explanation().isEmpty() ? observed.events() : interaction.explanation();
        if (texts.isEmpty() || room < 2) {
            return List.of();
        }
        boolean explains = !interaction.explanation().isEmpty();
        List<AttributedString> lines = new ArrayList<>();
        lines.add(plain(explains ? "WHY (Esc: back to events)" : "EVENTS", columns, AttributedStyle.BOLD));
        int shown = Math.min(texts.size(), room - 1);
        List<String> part = explains ? texts.subList(0, shown) : texts.subList(texts.size() - shown, texts.size());
        part.forEach(text -> lines.add(coloured("  " + text, columns, false)));
        return lines;
    }

    private static List<AttributedString> bottom(Observed observed, Interaction interaction, int columns) {
        List<AttributedString> lines = new ArrayList<>();
        AttributedStyle red = AttributedStyle.BOLD.foreground(AttributedStyle.RED);
        observed.trouble().ifPresent(why -> lines.add(plain("no newer answer: " + why, columns, red)));
        lines.add(plain(
                interaction.chosen().map(dn -> "> " + dn).orElse("nothing is chosen; the arrow keys choose"),
                columns,
                AttributedStyle.BOLD));
        lines.add(plain(interaction.message(), columns, AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW)));
        lines.add(plain(KEYS, columns, AttributedStyle.DEFAULT.faint()));
        return lines;
    }

    private static AttributedString plain(String text, int columns, AttributedStyle style) {
        return new AttributedString(cut(text, columns), style);
    }

    private static AttributedString coloured(String text, int columns, boolean bold) {
        String shown = cut(text, columns);
        AttributedStyle usual = bold ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
        AttributedStringBuilder line = new AttributedStringBuilder();
        Matcher state = COLOURED.matcher(shown);
        int end = 0;
        while (state.find()) {
            line.append(shown.substring(end, state.start()), usual);
            line.append(state.group(), colour(state.group()));
            end = state.end();
        }
        return line.append(shown.substring(end), usual).toAttributedString();
    }

    private static AttributedStyle colour(String state) {
        return switch (state) {
            case "ACTIVE" -> AttributedStyle.BOLD.foreground(AttributedStyle.GREEN);
            case "STANDBY" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case "spare" -> AttributedStyle.DEFAULT.faint();
            case "out of service" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
            default -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
        };
    }

    private static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, columns - 1) + "~";
    }
}
