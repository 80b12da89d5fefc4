package io.walaa.usecase.reward;

import io.walaa.journal.Entry;
import io.walaa.member.MemberId;
import io.walaa.member.Reservation;
import io.walaa.programme.command.CancelRedemption;
import io.walaa.programme.command.Command;
import io.walaa.programme.command.DecideStock;
import io.walaa.programme.command.RedeemReward;
import io.walaa.programme.command.ReturnStock;
import io.walaa.programme.command.SettleGiveBack;
import io.walaa.programme.command.SettleRedemption;
import io.walaa.usecase.TwoSides;
import java.util.Map;

/** How redemptions are decided between a member and the house. */
public final class RedemptionSides {
    private RedemptionSides() {}

    /** The protocols of redemptions and of what is given back, by kind of reservation. */
    public static Map<String, TwoSides.Protocol> protocols(Codes codes, HouseStock stock) {
        return Map.of(RedeemReward.KIND, new Redemption(codes, stock), CancelRedemption.KIND, new GiveBack(stock));
    }

    private record Redemption(Codes codes, HouseStock stock) implements TwoSides.Protocol {
        @Override
        public Command decide(MemberId first, Reservation reserved, boolean giveUp) {
            return new DecideStock(first, reserved.quantity(), giveUp);
        }

        @Override
        public boolean isYes(String entryType) {
            return entryType.equals(DecideStock.YES);
        }

        @Override
        public Command settle(String programme, MemberId first, Reservation reserved, boolean yes) {
            return new SettleRedemption(first, reserved.key(), yes, codes.of(programme));
        }

        @Override
        public void heard(String programme, MemberId second, Entry answer) {
            stock.heard(programme, second, answer);
        }
    }

    private record GiveBack(HouseStock stock) implements TwoSides.Protocol {
        @Override
        public Command decide(MemberId first, Reservation reserved, boolean giveUp) {
            return new ReturnStock(first, reserved.quantity());
        }

        @Override
        public boolean isYes(String entryType) {
            return entryType.equals(ReturnStock.DONE);
        }

        @Override
        public Command settle(String programme, MemberId first, Reservation reserved, boolean yes) {
            return new SettleGiveBack(reserved.key());
        }

        @Override
        public void heard(String programme, MemberId second, Entry answer) {
            stock.heard(programme, second, answer);
        }
    }
}
