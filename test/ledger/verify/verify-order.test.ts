import { beforeEach, expect, test } from '@jest/globals';
import { verifyBooks, type Marks } from '../../../server/ledger/verify/verify.js';
import { depositTo } from '../../support/commands.js';
import { removeTriggers } from '../../support/guards.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';
import { rechain } from './rechain.js';

const EARLY = '00000000-0000-7000-8000-000000000000';

let t: TestLedger;

beforeEach(async () => {
  t = await TestLedger.open();
});

async function problems(pageRows?: number, since?: Marks): Promise<string[]> {
  const found = await verifyBooks(t.storage.reader, t.clock, pageRows, { since });
  return found.problems.map(({ code, subject }) => `${code} ${subject.id}`);
}

async function idOf({ id }: OwnedWallet, sequence: number): Promise<string> {
  const [row] = await rawRows<{ id: string }>(
    t,
    'select id from entries where wallet_id = ? and sequence = ?',
    [id, sequence],
  );
  return row?.id ?? '';
}

/** Gives an entry an id from before all others. */
async function makeEarly(wallet: OwnedWallet, sequence: number): Promise<void> {
  await removeTriggers(t);
  await rawSql(t, 'update entries set id = ? where id = ?', [EARLY, await idOf(wallet, sequence)]);
}

test.each([1, 2, 500])(
  'When ids are not in the order of the sequences, then each entry is compared with its predecessor, in pages of %i',
  async (pageRows) => {
    const wallet = await t.wallet({ balance: 100 });
    for (const amount of [5, 7, 9]) await t.ledger.submit(depositTo(wallet, amount));
    await makeEarly(wallet, 3);
    expect(await problems(pageRows)).toContain(`ENTRY_HASH ${EARLY}`);
    await rechain(t);
    expect(await problems(pageRows)).toEqual([]);
    await rawSql(t, 'update entries set balance_after = 111 where id = ?', [EARLY]);
    expect(await problems(pageRows)).toEqual([`ENTRY_BALANCE ${EARLY}`, `ENTRY_HASH ${EARLY}`]);
  },
);

test('When there are more wallets than are kept in memory, then each of their chains is proved', async () => {
  const wallets: OwnedWallet[] = [];
  for (let count = 0; count < 60; count += 1) wallets.push(await t.wallet());
  for (const amount of [10, 20, 30]) {
    await Promise.all(wallets.map(async (wallet) => t.ledger.submit(depositTo(wallet, amount))));
  }
  expect(await problems(1)).toEqual([]);
  await removeTriggers(t);
  for (const wallet of [wallets[0], wallets[30], wallets[59]]) {
    const entry = wallet && (await idOf(wallet, 2));
    await rawSql(t, 'update entries set created_at = created_at + 1 where id = ?', [entry ?? '']);
    expect(await problems(1)).toContain(`ENTRY_HASH ${entry}`);
    await rawSql(t, 'update entries set created_at = created_at - 1 where id = ?', [entry ?? '']);
  }
});

test('When what came after the mark has an id from before it, then an incremental verification looks at it', async () => {
  const wallet = await t.wallet({ balance: 100 });
  const { marks } = await verifyBooks(t.storage.reader, t.clock);
  t.clock.advance(60_000);
  for (const amount of [5, 7]) await t.ledger.submit(depositTo(wallet, amount));
  expect(await problems(undefined, marks)).toEqual([]);
  await makeEarly(wallet, 3);
  expect(await problems(undefined, marks)).toContain(`ENTRY_HASH ${EARLY}`);
});
