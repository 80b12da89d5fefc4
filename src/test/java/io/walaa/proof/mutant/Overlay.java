package io.walaa.proof.mutant;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Changed copies of the server's own sources, compiled into a folder that a node has in front of its class path. So the
 * server itself has no switch for any of this.
 */
public final class Overlay {
    private static final Path SOURCES = Path.of("src/main");

    /** What every node of the proof has: a wall clock that can be shifted. */
    public static final List<Patch> SHIFTED_WALL = List.of(Patch.java(
            "store/postgres/PostgresClock",
            "System::nanoTime, InstantSource.system()",
            "System::nanoTime, io.walaa.proof.ShiftedWall.system()"));

    private Overlay() {}

    /** The class path of this test with {@code patches} laid over it. */
    public static String classPath(Path folder, List<Patch> patches) throws IOException {
        String mine = classPath();
        Map<String, String> changed = changed(patches);
        List<String> compiled = new ArrayList<>();
        for (Map.Entry<String, String> file : changed.entrySet()) {
            boolean java = file.getKey().startsWith("java/");
            Path at = folder.resolve(file.getKey().substring(file.getKey().indexOf('/') + 1));
            Path target = java ? folder.resolve("source").resolve(file.getKey().substring(5)) : at;
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
            if (java) {
                compiled.add(target.toString());
            }
        }
        if (!compiled.isEmpty()) {
            compile(folder, mine, compiled);
        }
        return folder.toAbsolutePath() + File.pathSeparator + mine;
    }

    /** The changed sources by file below {@code src/main}; fails if a patch does not fit. */
    static Map<String, String> changed(List<Patch> patches) {
        Map<String, String> changed = new HashMap<>();
        for (Patch patch : patches) {
            String before =
                    changed.containsKey(patch.file()) ? changed.get(patch.file()) : read(SOURCES.resolve(patch.file()));
            changed.put(patch.file(), patch.apply(before));
        }
        return changed;
    }

    /** What this test runs on, wherever a process that is given it stands. */
    private static String classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(given.split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path folder, String classPath, List<String> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        var manager = compiler.getStandardFileManager(null, null, null);
        boolean done = compiler.getTask(
                        said,
                        manager,
                        null,
                        List.of("-nowarn", "-proc:none", "-parameters", "-d", folder.toString(), "-cp", classPath),
                        null,
                        manager.getJavaFileObjects(files.toArray(new String[0])))
                .call();
        if (!done) {
            throw new IllegalStateException("a changed source does not compile: " + said);
        }
    }
}
