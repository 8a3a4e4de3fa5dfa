import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Banks from './bank.js';
import type * as Loads from './load.js';
import type { Sample } from './benchmark.js';
import type * as Proofs from './proof.js';

/**
 * Runs rounds of `ledger.submit` with the code of a checkout, this one or another, and reports the results to its parent.
 * It imports only modules as old as the benchmarks themselves, so that any commit since then can be compared.
 */
export interface Round {
  readonly callers: number;
  readonly operations: number;
  /** Signs a checkpoint as well, once a round: far more often than a server does. */
  readonly checkpoint: boolean;
}

const [checkout = '', wallets = ''] = process.argv.slice(2);
const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(checkout, file)).href);
const { openBank, randomTransfer } = (await load('bench/bank.ts')) as typeof Banks;
const { closedLoop, startTimer } = (await load('bench/load.ts')) as typeof Loads;

const bank = await openBank(Number(wallets));
let sign: (() => Promise<unknown>) | undefined;

process.on('message', (round: Round | 'end') => {
  void (round === 'end' ? end() : run(round).then((sample) => process.send?.(sample)));
});
process.send?.('ready');

async function run({ callers, operations, checkpoint }: Round): Promise<Sample> {
  if (checkpoint) sign ??= ((await load('bench/proof.ts')) as typeof Proofs).signerOf(bank);
  const timing = startTimer();
  const { latenciesMs } = await closedLoop(callers, operations, async () =>
    bank.ledger.submit(randomTransfer(bank.accounts)),
  );
  if (checkpoint) await sign?.();
  return { operations, latenciesMs, ...timing() };
}

async function end(): Promise<void> {
  await bank.close();
  process.disconnect();
}
