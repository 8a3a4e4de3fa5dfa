import { describe, expect, test } from '@jest/globals';
import { expirePending } from '../../../server/ledger/expire-pending.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance } from '../../support/books.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { FaultyProxy } from '../../support/faulty-proxy.js';
import { onCleanup, TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { failureOf, outcomeOf } from '../../support/outcome.js';
import { checkpointsOf, newSigningKey } from '../../support/proof.js';
import { rawRows } from '../../support/raw-sql.js';

const HOUR_MS = 3_600_000;

/** Sweeps until there is nothing left, as a node does each minute. */
async function sweep({ ledger, storage, clock }: TestLedger): Promise<void> {
  for (let left = true; left;) {
    left = await expirePending(ledger, storage.reader, clock).then(
      (expired) => expired > 0,
      (error: unknown) => failureOf(error).code === 'UNAVAILABLE',
    );
  }
}

describe('Work that every node does by itself', () => {
  test('When two nodes sweep what has expired at once, then each expires exactly once', async () => {
    const one = await TestLedger.openInReview();
    const two = await one.twin();
    const wallet = await one.wallet();
    const pending = 40;
    await Promise.all(Array.from({ length: pending }, async () => one.ledger.submit(depositTo(wallet, 1))));
    one.clock.advance(365 * 24 * HOUR_MS);

    await Promise.all([one, two, one, two].map(sweep));

    // The books say that each was decided once.
    const { transactions, auditEvents } = await expectBooksToBalance(one.storage);
    expect(transactions.map(({ status }) => status)).toEqual(Array(pending).fill('VOIDED'));
    const acts = auditEvents.filter(({ action }) => action === 'TRANSACTION_EXPIRED');
    expect(acts.map(({ transaction_id: id }) => id).sort()).toEqual(transactions.map(({ id }) => id));
  });

  test('When two nodes write checkpoints while both post, then there is one chain of them without a gap or a fork', async () => {
    const one = await TestLedger.open();
    const two = await one.twin();
    const key = newSigningKey();
    const wallets = [await one.wallet({ balance: 100 }), await one.wallet(), await one.wallet()];
    const rounds = 6;
    const work = async (node: TestLedger) => {
      const checkpoints = checkpointsOf(node, key);
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all(wallets.map(async (wallet) => node.ledger.submit(depositTo(wallet, 1))));
        await checkpoints.write();
      }
    };
    await Promise.all([work(one), work(two)]);

    const written = await rawRows<{ number: number; previous: string | null }>(
      one,
      'select number, previous from checkpoints order by number',
    );
    expect(written.length).toBeGreaterThanOrEqual(rounds);
    expect(written.map(({ number }) => number)).toEqual(written.map((_, index) => index + 1));
    expect(new Set(written.map(({ previous }) => previous)).size).toBe(written.length);
    // Each names the one before it by its digest, and its tree grows out of that one's.
    expect((await verifyBooks(two.storage.reader)).problems).toEqual([]);
  });

  test('When two nodes post in the same hours, then the totals of hours are those of the rows', async () => {
    const one = await TestLedger.open();
    const two = await one.twin();
    const from = await one.wallet({ balance: 1_000 });
    const to = await one.wallet();
    for (let hour = 0; hour < 3; hour += 1) {
      await Promise.all(
        [one, two, one, two].flatMap(({ ledger }) => [
          ledger.submit(transferFrom(from, { walletId: to.id }, 1)),
          ledger.submit(depositTo(to, 2)),
        ]),
      );
      one.clock.advance(HOUR_MS);
    }
    const { volumes } = await expectBooksToBalance(one.storage);
    const transfers = Map.groupBy(
      volumes.filter(({ type }) => type === 'TRANSFER'),
      ({ hour_start: hour }) => hour,
    );
    const counts = Array.from(transfers.values(), (shards) =>
      shards.reduce((sum, { count }) => sum + count, 0),
    );
    expect(counts).toEqual([4, 4, 4]);
  });
});

/** Sends until it is decided. */
async function insist({ ledger }: TestLedger, from: OwnedWallet, to: OwnedWallet): Promise<string> {
  const command = transferFrom(from, { walletId: to.id }, 1);
  for (;;) {
    const { code } = await outcomeOf(ledger.submit(command));
    if (code !== 'UNAVAILABLE') return code;
  }
}

test('When a node is cut off in the middle of a batch, then the others go on with the same wallets, and nothing is there twice', async () => {
  const home = await TestLedger.open();
  const [from, to] = [await home.wallet({ balance: 100 }), await home.wallet()];
  const proxy = await FaultyProxy.before(home.url);
  onCleanup(async () => proxy.close());
  // Another try would be cut off again.
  const lost = await TestLedger.openImpatient(proxy.url);
  // Its transactions have begun and hold the wallets when nothing more is heard of it.
  let begun: () => void = () => undefined;
  const holding = new Promise<void>((resolve) => (begun = resolve));
  const { units } = lost;
  const cutOff = units
    .run(
      async (em) => {
        await em
          .getConnection('write')
          .execute(
            'select id from wallets where id in (?, ?) order by id for update',
            [from.id, to.id],
            'all',
            em.getTransactionContext(),
          );
        proxy.fallSilent();
        begun();
        await em.getConnection('write').execute('select 1', [], 'all', em.getTransactionContext());
      },
      { locksRows: true },
    )
    .then(
      () => 'OK',
      () => 'failed',
    );
  await holding;

  const codes = await Promise.all(Array.from({ length: 5 }, async () => insist(home, from, to)));

  expect(codes).toEqual(Array(5).fill('OK'));
  proxy.speak();
  await cutOff;
  const { wallets, transactions } = await expectBooksToBalance(home.storage);
  expect(wallets.find(({ id }) => id === to.id)?.posted).toBe(5);
  expect(transactions.filter(({ type }) => type === 'TRANSFER')).toHaveLength(5);
  // The node that was cut off goes on as soon as it is back.
  expect(await insist(lost, from, to)).toBe('OK');
});
