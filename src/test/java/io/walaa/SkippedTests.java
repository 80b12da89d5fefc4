package io.walaa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Names at the end of a run what was skipped and why: Surefire only counts it. */
public final class SkippedTests implements TestExecutionListener {
    private final List<String> skipped = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.add(test.getDisplayName() + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            var reason = result.getThrowable().map(Throwable::getMessage).orElse("assumption not met");
            skipped.add(test.getDisplayName() + ": " + reason);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        skipped.forEach(line -> System.out.println("SKIPPED " + line));
        skipped.clear();
    }
}
