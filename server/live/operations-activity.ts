import type { EntityManager } from '@mikro-orm/core';
import { ACCESS_ACTIONS, type AuditEvent } from '../ledger/model/audit-event.js';
import type { Changes } from '../ledger/database/changes.js';
import { auditEventsAfter, lastAuditSequence } from '../ledger/queries/audit-events.js';
import type { Page } from '../ledger/queries/page.js';
import { reachedTransactionId, transactionsAfter } from '../ledger/queries/transactions.js';
import type { Transaction } from '../ledger/model/transaction.js';
import { SharedReads } from './shared-reads.js';
import { ReadPacer } from './read-pacer.js';

const PAGE_LENGTH = 100;
/** Sorts before every id. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Audit events that followers are not told of, because they change no figure: sign-ins and the like. */
const SILENT: ReadonlySet<string> = new Set(ACCESS_ACTIONS);

/** Position of a follower in the feed: the last transaction and the last audit event that they have seen. */
export interface OperationsMark {
  readonly transactionId: string;
  readonly auditSequence: number;
}

/**
 * One item of the feed: a new transaction or an audit event. The first item of a feed without a starting mark has
 * neither.
 */
export interface OperationsActivity {
  /** Position right after this item, to resume from. */
  readonly mark: OperationsMark;
  /** The new transaction, or null. */
  readonly transaction: Transaction | null;
  /** The event in the audit log of a change to existing data, or null. */
  readonly auditEvent: AuditEvent | null;
}

interface Reading {
  readonly transactions: Page<Transaction>;
  readonly auditEvents: Page<AuditEvent>;
}

/** Feed of everything that happens in the ledger, read from the database after each commit. */
export class OperationsActivities {
  readonly #readings = new SharedReads<Reading>();

  constructor(
    private readonly reader: EntityManager,
    private readonly changes: Changes,
  ) {}

  /** Returns the position of the newest transaction and audit event. */
  async reached(): Promise<OperationsMark> {
    const em = this.reader.fork();
    return {
      transactionId: (await reachedTransactionId(em)) ?? BEFORE_ALL,
      auditSequence: await lastAuditSequence(em),
    };
  }

  /**
   * Yields first the activities that the follower has missed, then new ones, in pages. Each transaction and each event
   * comes once, in commit order; within a page the transactions come first. A page is read only when the follower asks
   * for it.
   *
   * @param after Position to resume from, not beyond `reached`. Without it the feed starts now, and its first item
   * carries the present position.
   */
  async *follow(
    after: OperationsMark | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly OperationsActivity[], void, void> {
    let mark = after ?? (await this.reached());
    if (!after) yield [{ mark, transaction: null, auditEvent: null }];
    const pacer = new ReadPacer(this.changes, undefined, signal);
    while (await pacer.next()) {
      const { transactions, auditEvents } = await this.#read(mark);
      if (transactions.hasNextPage || auditEvents.hasNextPage) pacer.more();
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
