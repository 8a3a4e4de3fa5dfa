import type { EntityManager } from '@mikro-orm/core';
import { ACCESS_ACTIONS, type AuditEvent } from '../ledger/model/audit-event.js';
import type { Changes } from '../ledger/database/changes.js';
import { auditEventsAfter, lastAuditSequence } from '../ledger/queries/audit-events.js';
import type { Page } from '../ledger/queries/page.js';
import { newestTransactionId, transactionsAfter } from '../ledger/queries/transactions.js';
import type { Transaction } from '../ledger/model/transaction.js';
import { SharedReads } from './shared-reads.js';
import { Turns } from './turns.js';

const PAGE_LENGTH = 100;
/** Sorts before every id. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Kinds of events that change nothing which anybody shows: a sign-in is no reason to read figures again. */
const SILENT: ReadonlySet<string> = new Set(ACCESS_ACTIONS);

/** How far a follower has come: what is new has its own row, and what was changed its event in the audit log. */
export interface OperationsMark {
  readonly transactionId: string;
  readonly auditSequence: number;
}

/** Something that has happened in the ledger. Without either, it is the beginning of a feed that goes on from now. */
export interface OperationsActivity {
  /** What to go on after. */
  readonly mark: OperationsMark;
  /** One that was made. */
  readonly transaction: Transaction | null;
  /** One that changed what was there. */
  readonly auditEvent: AuditEvent | null;
}

interface Reading {
  readonly transactions: Page<Transaction>;
  readonly auditEvents: Page<AuditEvent>;
}

/** What happens in the whole ledger, read from the database after each commit. */
export class OperationsActivities {
  readonly #readings = new SharedReads<Reading>();

  constructor(
    private readonly reader: EntityManager,
    private readonly changes: Changes,
  ) {}

  /** How far one may have come by now. */
  async reached(): Promise<OperationsMark> {
    const em = this.reader.fork();
    return {
      transactionId: (await newestTransactionId(em)) ?? BEFORE_ALL,
      auditSequence: await lastAuditSequence(em),
    };
  }

  /**
   * First what was missed, then what happens, in pages. Transactions come each once and in the order in which they were
   * committed, and so do events; of one page the transactions come first. The next page is only read once it is asked for.
   *
   * @param after How far the follower has come before, at most as far as is `reached`; without it, they go on from now and are told where that is.
   */
  async *follow(
    after: OperationsMark | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly OperationsActivity[], void, void> {
    let mark = after ?? (await this.reached());
    if (!after) yield [{ mark, transaction: null, auditEvent: null }];
    const turns = new Turns(this.changes, undefined, signal);
    while (await turns.next()) {
      const { transactions, auditEvents } = await this.#read(mark);
      if (transactions.hasNextPage || auditEvents.hasNextPage) turns.more();
      const activities: OperationsActivity[] = [];
      for (const transaction of transactions.items) {
        mark = { ...mark, transactionId: transaction.id };
        activities.push({ mark, transaction, auditEvent: null });
      }
      for (const auditEvent of auditEvents.items) {
        mark = { ...mark, auditSequence: auditEvent.sequence };
        if (SILENT.has(auditEvent.action)) continue;
        activities.push({ mark, transaction: null, auditEvent });
      }
      if (activities.length > 0) yield activities;
    }
  }

  async #read({ transactionId, auditSequence }: OperationsMark): Promise<Reading> {
    const key = `${String(this.changes.version)} ${transactionId} ${String(auditSequence)}`;
    return this.#readings.get(key, async () => {
      const em = this.reader.fork();
      return {
        transactions: await transactionsAfter(em, transactionId, PAGE_LENGTH),
        auditEvents: await auditEventsAfter(em, auditSequence, PAGE_LENGTH),
      };
    });
  }
}
