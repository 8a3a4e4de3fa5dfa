import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../../ledger/money/currencies.js';
import { readInstant } from '../../ledger/database/snapshot.js';
import type { WalletStatus } from '../../ledger/model/wallet.js';
import { cellsOf, type Cell, type Column, type ReadColumn } from '../exports/export.js';

/** A wallet of the person at the start of the export, so that its balance agrees with the end of its statement. */
export interface OwnWallet {
  readonly id: string;
  readonly name: string;
  readonly currency: Currency;
  readonly status: WalletStatus;
  readonly posted: number;
  readonly held: number;
  readonly incoming: number;
  readonly sequence: number;
  readonly created_at: Instant;
  readonly goal_target: number | null;
  readonly goal_date: string | null;
  readonly goal_colour: string | null;
  readonly goal_emoji: string | null;
  readonly goal_began_at: Instant | null;
  readonly goal_reached_at: Instant | null;
  readonly locked_until: Instant | null;
  readonly lock_wait_hours: number | null;
  readonly lock_opens_at: Instant | null;
}

/** The person whose data is exported, with the keys that lead to it. */
export interface Subject {
  readonly userId: string;
  /** In lower case. */
  readonly emailKey: string;
  /** SHA-256 of `emailKey`, which known devices are stored under. */
  readonly account: string;
  readonly wallets: readonly OwnWallet[];
}

/** Some rows of a section, in the order of its columns. */
export type Rows = readonly (readonly Cell[])[];

/** A list in the document, or a single object. It is read a slice at a time, and slices are not kept. */
export interface Section {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** True for a single object. */
  readonly single?: true;
  /** @param em Forked for each slice, so that rows are not kept. */
  slices(em: EntityManager, subject: Subject): AsyncGenerator<Rows>;
}

/** Milliseconds since 1970. */
export type Instant = number;

/** Maximum number of rows in a slice, as in the other exports. */
export const SLICE_ROWS = 100;

/**
 * Makes a section that is read in slices, each of which continues behind the last row of the one before.
 *
 * @param read Reads up to `SLICE_ROWS` rows, from the start or behind a given row.
 */
export function listSection<Row extends object>(
  { columns, ...section }: Omit<Section, 'columns' | 'slices'> & { columns: readonly ReadColumn<Row>[] },
  read: (em: EntityManager, subject: Subject, behind: Row | undefined) => Promise<readonly Row[]>,
): Section {
  return {
    ...section,
    columns,
    async *slices(em, subject) {
      let behind: Row | undefined;
      do {
        const rows = await read(em.fork(), subject, behind);
        yield cellsOf(columns, rows);
        behind = rows.length < SLICE_ROWS ? undefined : rows.at(-1);
        await nextTurn();
      } while (behind !== undefined);
    },
  };
}

export function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : readInstant(instant).toISOString();
}

/** Parses a JSON column, which is read as text. */
export function parsed(json: string | null): object | null {
  return json === null ? null : (JSON.parse(json) as object);
}
