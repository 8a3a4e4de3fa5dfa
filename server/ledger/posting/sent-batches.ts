import type { EntityManager } from '@mikro-orm/core';
import type { DigestedBatch, Queued } from '../model/command.js';
import { LedgerError } from '../errors.js';
import { searchForm } from '../text.js';
import { TransferBatch } from '../model/transfer-batch.js';

/**
 * The batches that paid the same lists before, for commands that ask not to be the second. It is looked up in the unit of
 * work that would make the next one, so that of two who send one list at once only one pays it.
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

  /** So that a later command of the same unit of work hears of it too. */
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
