import type { EntityManager } from '@mikro-orm/core';
import type { DigestedBatch, Queued } from '../model/command.js';
import { LedgerError } from '../errors.js';
import { searchForm } from '../text.js';
import { TransferBatch } from '../model/transfer-batch.js';

/**
 * Earlier batches with the same payments, for commands that must not repeat one. They are read in the unit of work of
 * the new batch, so that of two equal lists sent at once only one is paid.
 */
export class SentBatches {
  readonly #sent: TransferBatch[];

  private constructor(sent: TransferBatch[]) {
    this.#sent = sent;
  }

  static async load(em: EntityManager, commands: readonly Queued[]): Promise<SentBatches> {
    const digests = commands.flatMap((command) =>
      command.operation === 'transferBatch' && command.unlessSentBy ? [command.contentDigest] : [],
    );
    if (digests.length === 0) return new SentBatches([]);
    const sent = await em.find(
      TransferBatch,
      { contentDigest: { $in: digests } },
      { orderBy: { id: 'asc' } },
    );
    return new SentBatches(sent);
  }

  /** Adds a batch, so that later commands of this unit of work find it. */
  add(batch: TransferBatch): void {
    this.#sent.push(batch);
  }

  /** @throws LedgerError ALREADY_SENT, with the last batch of the same transfers */
  assertUnsent(command: DigestedBatch): void {
    if (!command.unlessSentBy) return;
    const before = this.#sent.findLast((batch) => isTheSame(batch, command));
    if (!before) return;
    throw new LedgerError('ALREADY_SENT', 'The same transfers were sent before', {
      batchId: before.id,
      sentAt: before.createdAt.toISOString(),
      label: before.label ?? null,
    });
  }
}

function isTheSame({ contentDigest, initiatedById, label }: TransferBatch, command: DigestedBatch): boolean {
  if (contentDigest !== command.contentDigest) return false;
  if (command.unlessSentBy === 'PRINCIPAL' && initiatedById !== command.principalId) return false;
  const wanted = command.label ?? null;
  return wanted === null || searchForm(label ?? '') === searchForm(wanted);
}
