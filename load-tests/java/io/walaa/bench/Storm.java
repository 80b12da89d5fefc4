package io.walaa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * A run of the recovery storm. Screens on two nodes, purchases on the one that stays; when sockets of the other are lost
 * they come back on the one that stays, with the delays that the protocol asks for; with {@code hold=1} not before the
 * line on standard input, from which on the run lasts {@code seconds}. At its end every acknowledged purchase is looked
 * up among what the member's screen was told.
 */
public final class Storm implements LiveLine.Listener {
    private static final long SECOND = 1_000_000_000L;
    private static final int DELAY_MILLIS_MIN = 500;
    private static final int DELAY_DOUBLINGS_MAX = 5;
    private static final int OPENING_MAX = 64;

    private final ObjectMapper json = new ObjectMapper();
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocate(1 << 18);
    private final Random random = new Random();
    private final LiveTokens tokens;
    private final StormScreen[] screens;
    private final StormTill till;
    private final StormSnapshots snapshots;
    private final int stays;
    private final int goes;
    private final long[] backAt;
    private final long seconds;
    private boolean held;
    private long beganNanos;
    private int lost;
    private long trouble;

    private Storm(Arguments arguments) throws Exception {
        tokens = new LiveTokens(arguments.text("postgres"));
        screens = new StormScreen[arguments.number("members")];
        backAt = new long[screens.length];
        stays = arguments.number("stays");
        goes = arguments.number("goes");
        seconds = arguments.number("seconds");
        held = arguments.number("hold", 0) == 1;
        snapshots = new StormSnapshots(stays);
        till = new StormTill(stays, arguments.text("key"), screens.length, arguments.number("rate"));
    }

    public static void main(String[] words) throws Exception {
        new Storm(Arguments.of(words)).run();
    }

    private void run() throws Exception {
        for (int i = 0; i < screens.length; i++) {
            screens[i] = new StormScreen();
            open(i, i % 2 == 0 ? goes : stays);
            if (i % OPENING_MAX == OPENING_MAX - 1) {
                select(1);
            }
        }
        long patience = System.nanoTime() + 60 * SECOND;
        while (!allReady() && System.nanoTime() < patience) {
            select(10);
        }
        for (int i = 0; i < screens.length; i++) {
            // as clients do when they begin
            snapshots.read(tokens.token(i), screens[i]);
        }
        while (snapshots.pending() > 0 && System.nanoTime() < patience) {
            select(10);
        }
        int before = snapshots.asked();
        for (StormScreen screen : screens) {
            // a first look is no loss: what is told from now on must be complete
            screen.stale = false;
            screen.reset = false;
            screen.resumed = false;
        }
        if (!allReady()) {
            throw new IOException("not all screens came up");
        }
        till.start();
        System.out.println("{\"online\":" + screens.length + "}");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        boolean ended = false;
        long end = Long.MAX_VALUE;
        while (System.nanoTime() < end) {
            comeBack();
            select(2);
            if (!ended && commands.ready()) {
                commands.readLine();
                ended = true;
                held = false;
                beganNanos = System.nanoTime();
                end = beganNanos + seconds * SECOND;
            }
            if (ended && end - System.nanoTime() < 5 * SECOND) {
                till.stop();
            }
        }
        till.join();
        System.out.println(result(before));
        System.exit(0);
    }

    private void open(int member, int port) throws IOException {
        screens[member].line =
                new LiveLine(member, selector, port, LiveServerKind.WALAA.path, LiveServerKind.WALAA.headers, this);
    }

    private boolean allReady() {
        return Arrays.stream(screens).allMatch(screen -> screen.line.ready);
    }

    private void comeBack() throws IOException {
        if (held) {
            return;
        }
        long now = System.nanoTime();
        for (int i = 0; i < backAt.length; i++) {
            if (backAt[i] != 0 && backAt[i] <= now) {
                backAt[i] = 0;
                open(i, stays);
            }
        }
    }

    private void select(int millis) throws IOException {
        selector.select(this::read, millis);
    }

    private void read(SelectionKey key) {
        LiveLine line = (LiveLine) key.attachment();
        try {
            line.read(scratch);
        } catch (IOException refused) {
            trouble++;
            again(line);
        }
    }

    @Override
    public void upgraded(LiveLine line) throws IOException {
        line.say(screens[line.number].hello(tokens.token(line.number)));
    }

    @Override
    public void text(LiveLine line, byte[] bytes, int from, int to) throws IOException {
        JsonNode told = json.readTree(bytes, from, to - from);
        StormScreen screen = screens[line.number];
        switch (told.path("t").asText()) {
            case "ready" -> {
                line.ready = true;
                screen.ready(told.path("subs").path("member"));
            }
            case "pub" -> screen.pub(told);
            case "reset" -> screen.reset(told);
            case "ping" -> line.say("{\"t\":\"pong\"}");
            default -> trouble++;
        }
        if (screen.stale && line.ready && till.begun()) {
            screen.stale = false;
            snapshots.read(tokens.token(line.number), screen);
        }
    }

    @Override
    public void closed(LiveLine line) {
        lost++;
        again(line);
    }

    private void again(LiveLine line) {
        try {
            line.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int doublings = Math.min(screens[line.number].attempts++, DELAY_DOUBLINGS_MAX);
        backAt[line.number] = System.nanoTime() + random.nextInt(DELAY_MILLIS_MIN << doublings) * 1_000_000L;
    }

    private String result(int askedBefore) {
        long missed = 0;
        long wrongly = 0;
        for (StormTill.Sale sale : till.sales()) {
            StormScreen screen = screens[sale.member()];
            if (screen.times(sale.event()) == 0 && sale.seq() > screen.coveredTo()) {
                missed++;
                wrongly += screen.resumed && !screen.reset ? 1 : 0;
            }
        }
        long twice = Arrays.stream(screens).mapToLong(StormScreen::twice).sum();
        long resumed = Arrays.stream(screens).filter(screen -> screen.resumed && !screen.reset).count();
        long resets = Arrays.stream(screens).filter(screen -> screen.reset).count();
        // one that waits for its snapshot has nothing to show
        long away = snapshots.pending()
                + Arrays.stream(screens).filter(screen -> !screen.line.ready || !screen.line.open()).count();
        long wholeAt = Arrays.stream(screens).mapToLong(StormScreen::wholeAt).max().orElse(beganNanos);
        return ("{\"purchases\":%d,\"refused\":\"%s\",\"lost\":%d,\"resumed\":%d,\"reset\":%d,\"away\":%d,\"missed\":%d,"
                        + "\"twice\":%d,\"wronglyRecovered\":%d,\"trouble\":%d,\"snapshots\":%d,\"whole\":%.1f}")
                .formatted(
                        till.sales().size(), till.refused(), lost, resumed, resets, away, missed, twice, wrongly,
                        trouble, snapshots.asked() - askedBefore, (wholeAt - beganNanos) / (double) SECOND);
    }
}
