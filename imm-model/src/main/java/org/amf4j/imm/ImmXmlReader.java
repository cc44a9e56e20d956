package org.amf4j.imm;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads IMM XML files into one model and tells everything that is wrong with them.
 *
 * <p>The files are merged in their order, as if they were one. Classes that they bring are compared with the built-in
 * ones; unknown classes are added. An object's order of appearance does not matter, children may stand before parents.
 * Files are streamed: memory is needed for the model, not for the text. Stateless and thread-safe.
 */
public final class ImmXmlReader {

    private ImmXmlReader() {}

    /** Reads files; never throws for what they contain or lack, but says it in {@link LoadResult#problems()}. */
    public static LoadResult read(Path... files) {
        return read(List.of(files));
    }

    /** Reads files; never throws for what they contain or lack, but says it in {@link LoadResult#problems()}. */
    public static LoadResult read(List<Path> files) {
        return read(files, true);
    }

    /**
     * Reads files that hold a part of a model: parents of their objects, and what these refer to, may be in the rest of it,
     * which whoever has that must look for.
     */
    public static LoadResult readPart(List<Path> files) {
        return read(files, false);
    }

    private static LoadResult read(List<Path> files, boolean isWhole) {
        ProblemCollector problems = new ProblemCollector(files);
        ClassIntake classes = new ClassIntake(ImmClasses.withBuiltIn(), problems);
        ObjectIntake objects = new ObjectIntake(classes, problems);
        ImmFileParser.Receiver receiver = new Intake(classes, objects);
        boolean complete = true;
        for (Path file : files) {
            if (!new ImmFileParser(file, problems, receiver).parse()) {
                complete = false;
                String text =
                        "parents and references to objects were not checked, because the file was not read to its end";
                problems.note(new SourceLocation(file, 1), "-", Rules.FILE, text);
            }
        }
        new ModelCompletion(classes, objects, problems, complete && isWhole).complete();
        SourceLocation start = files.isEmpty() ? SourceLocation.NOWHERE : new SourceLocation(files.getFirst(), 1);
        InformationModel model =
                InformationModel.read(classes.classes().all(), objects.objects().inOrder(), start);
        return new LoadResult(model, problems.list());
    }

    private record Intake(ClassIntake classes, ObjectIntake objects) implements ImmFileParser.Receiver {

        @Override
        public void onClass(Raw.ClassElement element, Path file) {
            classes.take(element, file);
            objects.onClassChange();
        }

        @Override
        public void onObject(Raw.ObjectElement element, Path file) {
            objects.take(element, file);
        }
    }
}
