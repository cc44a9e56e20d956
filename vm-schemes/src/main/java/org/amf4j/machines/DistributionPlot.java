package org.amf4j.machines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Durations as cumulative curves in an SVG picture: how many of each kind were not longer. The time is drawn in powers of ten, from
 * 1 s to 1000 s. Light and dark pages show it alike. Immutable.
 *
 * @param title the line above
 * @param series the curves
 * @param marks times to compare with
 */
record DistributionPlot(String title, List<Series> series, List<Mark> marks) {
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f");
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 260;
    private static final int LEGEND = 210;
    private static final int LINE = 20;
    private static final double SECONDS_MIN = 1;
    private static final double DECADES = 3;

    /**
     * A curve.
     *
     * @param name for the legend
     * @param seconds at least one; below 1 s and above 1000 s is drawn at the edge
     */
    record Series(String name, List<Double> seconds) {
        Series {
            if (seconds.isEmpty()) {
                throw new IllegalArgumentException("nothing to draw for " + name);
            }
            seconds = seconds.stream().sorted().toList();
        }
    }

    /**
     * A vertical line.
     *
     * @param name written beside it
     * @param seconds where
     */
    record Mark(String name, double seconds) {}

    DistributionPlot {
        if (series.size() > COLOURS.size()) {
            throw new IllegalArgumentException("more than " + COLOURS.size() + " curves: " + series.size());
        }
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }

    /** The picture, the same for the same durations. */
    String svg() {
        List<String> lines = new ArrayList<>();
        int width = LEFT + WIDTH + LEGEND;
        int height = TOP + HEIGHT + 50;
        lines.add(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">")
                .formatted(width, height, width, height));
        lines.add("<title>" + escaped(title) + "</title>");
        lines.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        lines.add(text(LEFT, TOP - 25, "start", title));
        axes(lines);
        for (Mark mark : marks) {
            double x = x(mark.seconds());
            lines.add(line(x, TOP, x, TOP + HEIGHT, "#999999", " stroke-dasharray=\"4 3\""));
            lines.add(text(x, TOP - 5, "middle", mark.name()));
        }
        for (int i = 0; i < series.size(); i++) {
            curve(lines, series.get(i), COLOURS.get(i));
            int y = TOP + LINE * (i + 1);
            lines.add(line(LEFT + WIDTH + 10, y - 4, LEFT + WIDTH + 30, y - 4, COLOURS.get(i), " stroke-width=\"2\""));
            lines.add(text(
                    LEFT + WIDTH + 36,
                    y,
                    "start",
                    series.get(i).name() + " (" + series.get(i).seconds().size() + ")"));
        }
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private static void axes(List<String> lines) {
        for (int percent : new int[] {0, 25, 50, 75, 100}) {
            double y = y(percent / 100.0);
            lines.add(line(LEFT, y, LEFT + WIDTH, y, "#e0e0e0", ""));
            lines.add(text(LEFT - 6, y + 4, "end", percent + " %"));
        }
        for (double decade = 1; decade <= 100; decade *= 10) {
            for (int times : new int[] {1, 2, 5}) {
                tick(lines, decade * times);
            }
        }
        tick(lines, 1000);
        lines.add(text(
                LEFT + WIDTH / 2.0, TOP + HEIGHT + 38, "middle", "seconds from the failure until the service answers"));
    }

    private static void tick(List<String> lines, double seconds) {
        double x = x(seconds);
        lines.add(line(x, TOP, x, TOP + HEIGHT, "#f0f0f0", ""));
        lines.add(text(x, TOP + HEIGHT + 16, "middle", "%.0f".formatted(seconds)));
    }

    private static void curve(List<String> lines, Series series, String colour) {
        int count = series.seconds().size();
        StringBuilder path = new StringBuilder(point("M", x(series.seconds().get(0)), y(0)));
        IntStream.range(0, count).forEach(i -> {
            double x = x(series.seconds().get(i));
            path.append(point(" L", x, y(i / (double) count))).append(point(" L", x, y((i + 1) / (double) count)));
        });
        lines.add("<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"/>");
    }

    private static String point(String command, double x, double y) {
        return String.format(Locale.ROOT, "%s%.1f,%.1f", command, x, y);
    }

    private static double x(double seconds) {
        double decades = Math.clamp(Math.log10(seconds / SECONDS_MIN), 0, DECADES);
        return LEFT + WIDTH * decades / DECADES;
    }

    private static double y(double share) {
        return TOP + HEIGHT * (1 - share);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour, String more) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>",
                x1,
                y1,
                x2,
                y2,
                colour,
                more);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333333\">%s</text>",
                x,
                y,
                anchor,
                escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
