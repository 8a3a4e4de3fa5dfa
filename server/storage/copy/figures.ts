import { createHash } from 'node:crypto';
import type { Row } from './tables.js';

/** A figure of a ledger that people know: what it is of, and what it is. */
export interface Figure {
  readonly of: string;
  readonly value: string;
}

/** Reads rows by SQL that both engines have; every value is a text. */
export type ReadRows = (sql: string) => Promise<readonly Row[]>;

const BILLION = 1_000_000_000n;

/**
 * Reads what an auditor would compare: the trial balance of each currency, the chain heads of all wallets, and the heads of
 * the audit log and of the checkpoints. It shares nothing with the digests of the tables.
 */
export async function readFigures(read: ReadRows): Promise<Figure[]> {
  const balances = await read(
    `select currency, ${sumOf('posted')}, cast(count(*) as text) from wallets group by currency order by currency`,
  );
  const moved = await read(
    `select currency, ${sumOf('entries.amount')}, cast(count(*) as text) from entries
      join wallets on wallets.id = wallet_id group by currency order by currency`,
  );
  const heads = await read(`select id, cast(sequence as text), chain_head from wallets order by id`);
  return [
    ...balances.map((row) => ({ of: `wallets in ${String(row[0])}`, value: sumAndCount(row) })),
    ...moved.map((row) => ({ of: `entries in ${String(row[0])}`, value: sumAndCount(row) })),
    { of: `chain heads of ${String(heads.length)} wallets`, value: digestOf(heads) },
    {
      of: 'audit log',
      value: ends(
        await read(`select cast(sequence as text), hash from audit_events order by sequence desc limit 1`),
      ),
    },
    {
      of: 'checkpoints',
      value: ends(
        await read(
          `select cast(number as text), root, signature from checkpoints order by number desc limit 1`,
        ),
      ),
    },
  ];
}

/** Sums in two parts, of which none becomes too large for either engine. */
function sumOf(column: string): string {
  return `cast(sum(${column} / ${String(BILLION)}) as text), cast(sum(${column} % ${String(BILLION)}) as text)`;
}

function sumAndCount([, billions, rest, count]: Row): string {
  const sum = BigInt(billions ?? 0) * BILLION + BigInt(rest ?? 0);
  return `${String(count)}, sum ${String(sum)}`;
}

function ends([last]: readonly Row[]): string {
  return last ? `ends with ${last.join(' ')}` : 'empty';
}

function digestOf(rows: readonly Row[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
