import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Snapshot } from '../database/snapshot.js';
import { BrokenHashes } from './broken-hashes.js';
import { chainsHold, CHAINED_ROWS } from './chain-proof.js';
import { checkThatSetbacksHaveEntries } from './clock-setbacks.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';
import { Chain, type ChainedRow } from './wallet-chain.js';

/** Part of the chains to walk: from an entry on, and only in its wallet or in all that follow. */
interface Stretch {
  readonly walletId: string;
  readonly sequence: number;
  readonly onlyThisWallet: boolean;
}

/**
 * Checks the chain of each wallet: sequences count from 1 without a gap, each balance continues the one before it, the
 * entries add up to the last balance, each hash is that of the hash before it and of what the entry and its transaction say,
 * and where dates fall, it is noted that the clock was set back.
 *
 * Entries are read in the order in which they lie on the disk. Only where that finds something wrong are the wallets walked
 * one after the other, which takes several times as long but tells the wrong entry from those that follow it.
 */
export async function checkChains(snapshot: Snapshot, problems: Problems, scope: Scope): Promise<void> {
  if (!(await chainsHold(snapshot, scope))) await walkWallets(snapshot, problems, scope);
  await checkThatSetbacksHaveEntries(snapshot, problems);
}

async function walkWallets(snapshot: Snapshot, problems: Problems, scope: Scope): Promise<void> {
  const broken = new BrokenHashes();
  for await (const stretch of stretches(snapshot, scope)) {
    await walk(snapshot, problems, broken, stretch, scope.pageRows);
  }
  broken.report(problems);
}

async function* stretches(snapshot: Snapshot, { since, pageRows }: Scope): AsyncGenerator<Stretch> {
  if (!since) {
    yield { walletId: '', sequence: 0, onlyThisWallet: false };
    return;
  }
  let after = '';
  for (let full = true; full;) {
    const page = await snapshot.rows<{ wallet_id: string; first: number }>(
      `select wallet_id, min(sequence) as first from entries where id > ? and wallet_id > ?
      group by wallet_id order by wallet_id limit ${pageRows}`,
      [since.entryId, after],
    );
    for (const { wallet_id: walletId, first } of page) {
      yield { walletId, sequence: Math.max(0, first - 1), onlyThisWallet: true };
    }
    after = page.at(-1)?.wallet_id ?? '';
    full = page.length === pageRows;
  }
}

async function walk(
  snapshot: Snapshot,
  problems: Problems,
  broken: BrokenHashes,
  stretch: Stretch,
  pageRows: number,
): Promise<void> {
  let chain: Chain | undefined;
  if (stretch.onlyThisWallet && stretch.sequence > 0) {
    const [start] = await readPage(snapshot, { ...stretch, sequence: stretch.sequence - 1 }, 1);
    if (start) chain = Chain.goingOnFrom(start);
  }
  let { walletId, sequence } = stretch;
  for (let full = true; full;) {
    const page = await readPage(snapshot, { ...stretch, walletId, sequence }, pageRows);
    for (const row of page) {
      if (chain?.walletId !== row.wallet_id) {
        chain?.end(problems);
        chain = new Chain(row);
      }
      chain.follow(row, problems, broken);
    }
    const last = page.at(-1);
    walletId = last?.wallet_id ?? '';
    sequence = Number(last?.sequence);
    full = page.length === pageRows;
    await nextTurn();
  }
  chain?.end(problems);
}

async function readPage(
  snapshot: Snapshot,
  { walletId, sequence, onlyThisWallet }: Stretch,
  limit: number,
): Promise<ChainedRow[]> {
  const after = onlyThisWallet ? 'e.wallet_id = ? and e.sequence > ?' : '(e.wallet_id, e.sequence) > (?, ?)';
  return snapshot.rows<ChainedRow>(
    `${CHAINED_ROWS} where ${after} order by e.wallet_id, e.sequence limit ${limit}`,
    [walletId, sequence],
  );
}
