package io.walaa;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.walaa.backtest.Backtest;
import io.walaa.board.ReadBoard;
import io.walaa.ledger.EraseNotes;
import io.walaa.ledger.Statement;
import io.walaa.programme.command.ReserveTransfer;
import io.walaa.usecase.AdjustPoints;
import io.walaa.usecase.CaptureHold;
import io.walaa.usecase.CountCommitted;
import io.walaa.usecase.EarnPoints;
import io.walaa.usecase.FindEntry;
import io.walaa.usecase.HoldPoints;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.MemberWrites;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.ReadMember;
import io.walaa.usecase.ReadStatement;
import io.walaa.usecase.RecordEvent;
import io.walaa.usecase.RedeemPoints;
import io.walaa.usecase.ReleaseHold;
import io.walaa.usecase.ReverseEntry;
import io.walaa.usecase.TransferPoints;
import io.walaa.usecase.TwoSides;
import io.walaa.usecase.budget.RuleBudgets;
import io.walaa.usecase.job.Jobs;
import io.walaa.usecase.member.ChangeMember;
import io.walaa.usecase.member.CreateMember;
import io.walaa.usecase.member.EraseMember;
import io.walaa.usecase.member.FindMember;
import io.walaa.usecase.member.ImportMembers;
import io.walaa.usecase.member.ImportWrite;
import io.walaa.usecase.member.ListMembers;
import io.walaa.usecase.member.ReadProfile;
import io.walaa.usecase.programme.Drafts;
import io.walaa.usecase.programme.NodeProgrammes;
import io.walaa.usecase.programme.PublishProgramme;
import io.walaa.usecase.programme.ReadProgramme;
import io.walaa.usecase.programme.Simulate;
import io.walaa.usecase.reward.AcceptVoucher;
import io.walaa.usecase.reward.Codes;
import io.walaa.usecase.reward.FindVoucher;
import io.walaa.usecase.reward.HouseStock;
import io.walaa.usecase.reward.IssueCampaignCodes;
import io.walaa.usecase.reward.ListVouchers;
import io.walaa.usecase.reward.ReadOffers;
import io.walaa.usecase.reward.ReadRewards;
import io.walaa.usecase.reward.RedeemRewards;
import io.walaa.usecase.reward.RedemptionSides;
import io.walaa.usecase.reward.RestoreUses;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Every use case of the server, put together on an engine. */
final class UseCases {
    private static final long NAMES_MAX = 100_000;

    final OperationKeys keys;
    final Programmes programmes;
    final MemberWrites memberWrites;
    final RecordEvent recordEvent;
    final RuleBudgets ruleBudgets;
    final EarnPoints earnPoints;
    final RedeemPoints redeemPoints;
    final HoldPoints holdPoints;
    final CaptureHold captureHold;
    final ReleaseHold releaseHold;
    final AdjustPoints adjustPoints;
    final ReverseEntry reverseEntry;
    final TwoSides.Protocol transferProtocol = new TransferPoints.Protocol();
    final TwoSides twoSides;
    final TransferPoints transferPoints;
    final Codes codes;
    final HouseStock stock;
    final RedeemRewards redeemRewards;
    final ReadRewards readRewards;
    final ReadOffers readOffers;
    final IssueCampaignCodes issueCampaignCodes;
    final AcceptVoucher acceptVoucher;
    final ListVouchers listVouchers;
    final ReadMember readMember;
    final ReadStatement readStatement;
    final CountCommitted countCommitted;
    final CreateMember createMember;
    final FindMember findMember;
    final ChangeMember changeMember;
    final EraseMember eraseMember;
    final ListMembers listMembers;
    final ReadProfile readProfile;
    final ImportMembers importMembers;
    final PublishProgramme publishProgramme;
    final ReadProgramme readProgramme;
    final ReadBoard readBoard;
    final Simulate simulate;
    final Backtest backtest;
    final Jobs jobs;

    UseCases(Engine engine, Pool pool, NodeProgrammes active, ReadBoard boards, Jobs jobs) {
        readBoard = boards;
        this.jobs = jobs;
        programmes = active;
        keys = engine.keys;
        MemberWrites writes = new MemberWrites(engine.operations, programmes, keys, engine.failedConditions);
        memberWrites = writes;

        earnPoints = new EarnPoints(writes);
        redeemPoints = new RedeemPoints(writes);
        holdPoints = new HoldPoints(writes);
        captureHold = new CaptureHold(writes);
        releaseHold = new ReleaseHold(writes);
        adjustPoints = new AdjustPoints(writes);
        FindEntry findEntry = new FindEntry(engine.vertx, engine.ledger, engine.operations);
        reverseEntry = new ReverseEntry(writes, findEntry, engine.keys);
        codes = new Codes(engine.keys, engine.partitions);
        stock = new HouseStock(engine.operations, engine.vertx);
        Map<String, TwoSides.Protocol> protocols = new HashMap<>(RedemptionSides.protocols(codes, stock));
        protocols.put(ReserveTransfer.KIND, transferProtocol);
        twoSides = new TwoSides(writes, engine.operations, engine.keys, engine.clock, protocols);
        transferPoints = new TransferPoints(writes, engine.operations, twoSides);
        readMember = new ReadMember(engine.operations, engine.ledger, engine.clock);
        redeemRewards = new RedeemRewards(engine.vertx, writes, programmes, twoSides, stock, codes);
        readRewards = new ReadRewards(programmes, readMember, stock);
        issueCampaignCodes = new IssueCampaignCodes(writes, programmes, codes);
        readOffers = new ReadOffers(programmes, readMember, writes, stock);
        FindVoucher findVoucher = new FindVoucher(engine.operations, codes);
        acceptVoucher = new AcceptVoucher(writes, findVoucher, programmes, engine.clock);
        listVouchers = new ListVouchers(engine.operations, readMember, codes);

        readStatement = new ReadStatement(engine.vertx, readMember, new Statement(pool, engine.awaitFlush));
        countCommitted = new CountCommitted(engine.backgroundLoop, engine.background, engine.partitions.count());

        createMember = new CreateMember(pool, engine.keys, engine.clock, new SecureRandom());
        findMember = new FindMember(pool, engine.keys, createMember, programmes, NAMES_MAX);
        changeMember = new ChangeMember(pool, engine.keys, writes);
        eraseMember = new EraseMember(pool, engine.keys, writes, member -> eraseNotes(pool, member));
        listMembers = new ListMembers(pool);
        readProfile = new ReadProfile(pool, engine.keys);
        importMembers = new ImportMembers(
                engine.vertx,
                pool,
                engine.keys,
                programmes,
                engine.clock,
                jobs,
                new ImportWrite(engine.vertx, createMember, writes, engine.keys),
                Path.of(System.getProperty("java.io.tmpdir")));
        ruleBudgets = new RuleBudgets(engine.vertx, writes, engine.operations, programmes, engine.keys, engine.node);
        recordEvent = new RecordEvent(
                writes,
                findMember,
                new RestoreUses(writes, engine.operations, engine.keys),
                ruleBudgets,
                engine.keys,
                engine.clock);

        publishProgramme = new PublishProgramme(engine.vertx, pool, engine.keys);
        readProgramme = new ReadProgramme(pool);
        Drafts drafts = new Drafts(engine.vertx, programmes, readProgramme);
        simulate = new Simulate(engine.vertx, drafts, readMember, ruleBudgets);
        backtest = new Backtest(engine.vertx, pool, jobs, drafts, engine.clock);
    }

    private static Future<Void> eraseNotes(Pool pool, MemberKey member) {
        return EraseNotes.of(pool, member.programme(), member.member());
    }
}
