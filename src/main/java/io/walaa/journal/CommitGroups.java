package io.walaa.journal;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The commits of one partition on their way to Redis: what one turn of the event loop asks for goes in one call, one
 * call is under way at a time, and what comes meanwhile goes together in the next. So the partition's part of a commit
 * is paid once for a group, and a lone commit waits for nobody. Lives on the connection's event loop.
 */
final class CommitGroups {
    private final Function<List<TimedCommit>, Future<Response>> call;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Executor turnEnd;
    private boolean underWay;

    /**
     * @param call sends commits of one generation in one call
     * @param turnEnd runs what it is given after what the event loop has already been given to do
     */
    CommitGroups(Function<List<TimedCommit>, Future<Response>> call, Executor turnEnd) {
        this.call = call;
        this.turnEnd = turnEnd;
    }

    private record Waiting(TimedCommit commit, Promise<CommitReply> reply) {}

    Future<CommitReply> add(TimedCommit commit) {
        Promise<CommitReply> reply = Promise.promise();
        waiting.add(new Waiting(commit, reply));
        if (!underWay) {
            underWay = true;
            turnEnd.execute(this::next);
        }
        return reply.future();
    }

    private void next() {
        List<Waiting> group = group();
        underWay = !group.isEmpty();
        if (underWay) {
            send(group).onComplete(result -> {
                // The next call goes out before anybody is answered: Redis works while this node goes on.
                next();
                answer(group, result);
            });
        }
    }

    private Future<Response> send(List<Waiting> group) {
        return Future.succeededFuture(group.stream().map(Waiting::commit).toList())
                .compose(call);
    }

    private void answer(List<Waiting> group, AsyncResult<Response> result) {
        // An error reply means that nothing was written: whose fault it is shows when each is sent alone.
        boolean alone = result.failed() && result.cause() instanceof Response && group.size() > 1;
        for (int i = 0; i < group.size(); i++) {
            Waiting one = group.get(i);
            if (alone) {
                send(List.of(one)).onComplete(own -> answer(List.of(one), own));
            } else if (result.failed()) {
                one.reply.fail(result.cause());
            } else {
                // FENCED is said once for all
                one.reply.complete(CommitReply.of(
                        result.result().get(Math.min(i, result.result().size() - 1))));
            }
        }
    }

    /** Takes what goes into the next call: of one generation, as many operations as one call may have. */
    private List<Waiting> group() {
        List<Waiting> group = new ArrayList<>();
        int operations = 0;
        for (Waiting head = waiting.peek(); head != null; head = waiting.peek()) {
            Commit commit = head.commit.commit();
            operations += commit.entries().size();
            boolean together = operations <= Commit.MAX_ENTRIES && commit.generation() == generationOf(group, commit);
            if (!together && !group.isEmpty()) {
                break;
            }
            group.add(waiting.remove());
        }
        return group;
    }

    private static long generationOf(List<Waiting> group, Commit otherwise) {
        return (group.isEmpty() ? otherwise : group.get(0).commit.commit()).generation();
    }
}
