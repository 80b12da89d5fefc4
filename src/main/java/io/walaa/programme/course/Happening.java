package io.walaa.programme.course;

import io.walaa.decision.Effect;
import io.walaa.decision.Page;
import io.walaa.member.Deadline;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.order.EarnBase;
import io.walaa.points.Account;
import io.walaa.points.Lot;
import io.walaa.points.Unit;
import io.walaa.programme.Programme;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Sight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decision on its course: the member as changed so far, what conditions see, and what the stages tell and keep.
 * Lives as long as one decision, on one thread.
 */
public final class Happening {
    private static final EarnBase NOTHING = new EarnBase(new long[0], 0);

    private final Programme programme;
    private final MemberChange member;
    private final @Nullable RecordedEvent event;
    private final Sight sight;
    private final List<Effect> effects = new ArrayList<>(2);
    private final List<Page> pages = new ArrayList<>(1);
    private final Map<String, String> codes = new LinkedHashMap<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private @Nullable EarnBase base;
    private boolean gave;

    /** @param event what was recorded; null in a decision that is about something else */
    public Happening(Programme programme, MemberChange member, @Nullable RecordedEvent event) {
        this.programme = programme;
        this.member = member;
        this.event = event;
        this.sight =
                new Sight(programme.conditions(), event, member, programme.zone(), programme.weekStart(), this::base);
    }

    public Programme programme() {
        return programme;
    }

    /** The member as changed so far. */
    public MemberChange member() {
        return member;
    }

    public @Nullable RecordedEvent event() {
        return event;
    }

    /** What conditions see. */
    public Sight sight() {
        return sight;
    }

    /** Business time: of the event, or the posting instant without one. */
    public Instant at() {
        return sight.at();
    }

    /** The money of the order that earns; nothing without an order. */
    public EarnBase base() {
        if (base == null) {
            base = event == null || event.purchase() == null
                    ? NOTHING
                    : EarnBase.of(
                            event.purchase(),
                            programme.policies().earnOnTax(),
                            programme.policies().earnOnShipping());
        }
        return base;
    }

    /** Tells the caller and the member's screen something. */
    public void tell(Effect effect) {
        effects.add(effect);
    }

    /** What was told so far: also what later stages go by, such as {@code segment.entered}. */
    public List<Effect> effects() {
        return effects;
    }

    /** Writes a page of the member with this decision. */
    public void write(Page page) {
        pages.add(page);
    }

    /** Notes whose a voucher code is. */
    public void code(String hash, String owner) {
        codes.put(hash, owner);
    }

    /** Keeps a text with the order that is bought, for {@link TakenBack#kept} when it is returned. */
    public void keep(String stage, String text) {
        kept.put(stage, text);
    }

    /** What the stages keep with the order. */
    public Map<String, String> kept() {
        return kept;
    }

    /** Asks to be called at this epoch second, in place of what the stage asked before; {@link Lot#NEVER} for not. */
    public void dueAt(Stage stage, long at) {
        Deadline.set(member, stage.name(), at);
    }

    /**
     * Gives points that are no part of what the event earned, spendable at once, with the unit's own expiry.
     *
     * @return the lot they went to
     */
    public Lot give(Unit unit, long amount) {
        Lot lot = Lot.active(unit.expiry().expiresAt(at(), programme.zone()));
        Credit.give(member, Account.ISSUED, unit.name(), amount, lot);
        sight.changed(Area.BALANCES);
        gave = true;
        return lot;
    }

    /** Whether a stage gave or took points since this was asked last. */
    boolean gave() {
        boolean was = gave;
        gave = false;
        return was;
    }

    /**
     * Takes given points back: from what can be spent, then as debt up to the unit's limit; the rest is written off.
     *
     * @param lot where they went; what is left there goes first
     */
    public void takeBack(Unit unit, long amount, Lot lot) {
        long debt = member.purse(unit.name()).debt();
        Clawback clawback = new Clawback(member, unit.name(), Account.ISSUED, amount)
                .fromLot(lot, amount)
                .fromOthers()
                .asDebt(unit.debtMax());
        long open = clawback.open();
        clawback.writeOff();
        tell(Clawback.told(unit.name(), amount, 0, member.purse(unit.name()).debt() - debt, open));
        sight.changed(Area.BALANCES);
        gave = true;
    }

    /** This decision, with everything that was told and written so far. */
    public Decided decided(String type) {
        return member.decided(type, programme.units().keySet(), effects, pages, codes);
    }
}
