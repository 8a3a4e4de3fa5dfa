import type { Command } from '../../../server/ledger/model/command.js';
import type { ErrorDetails, LedgerCode } from '../../../server/ledger/errors.js';
import type { Account, Motion } from './account.js';
import { Refusal } from './refusal.js';
import { batch, change, decide, move } from './rules.js';
import { State } from './state.js';

/** Effect of a command. */
export type Effect =
  | { readonly motion: Motion }
  | { readonly account: Account }
  | { readonly items: readonly (Motion | LedgerCode)[] };

export type Prediction =
  | { readonly code: 'OK'; readonly replayed: boolean; readonly effect: Effect }
  | { readonly code: LedgerCode; readonly replayed: boolean; readonly details: ErrorDetails | null };

/** The pinned outcome of a key. */
interface Pinned {
  readonly operation: string;
  readonly request: string;
  readonly prediction: Prediction;
}

/** Models the ledger's promises in the simplest way: one command after the other, nothing stored, nothing shared. */
export class Model {
  readonly state = new State();
  /** By person and key. */
  readonly pinned = new Map<string, Pinned>();

  submit(command: Command): Prediction {
    const { principalId, idempotencyKey, operation, ...asked } = command;
    const run = () => this.#run(command);
    if (principalId === null || idempotencyKey === null) return attempt(run).prediction;
    return this.once(principalId, idempotencyKey, operation, JSON.stringify(asked, FIELDS), run);
  }

  /** Decides once for a key, and says the same ever after. */
  once(person: string, key: string, operation: string, request: string, run: () => Effect): Prediction {
    const place = placeOf(person, key);
    const earlier = this.pinned.get(place);
    if (earlier?.operation === operation && earlier.request === request) {
      return { ...earlier.prediction, replayed: true };
    }
    if (earlier) return { code: 'IDEMPOTENCY_KEY_REUSED', replayed: false, details: null };
    const { prediction, pinned } = attempt(run);
    if (pinned) this.pinned.set(place, { operation, request, prediction });
    return prediction;
  }

  /** Gives up what has waited too long, the oldest first. @returns how many */
  sweep(): number {
    const late = this.state.motions
      .filter(
        ({ status, expiresAt }) =>
          status === 'PENDING' && expiresAt !== undefined && expiresAt <= this.state.now,
      )
      .sort((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    for (const { id = '' } of late) {
      const asked = { principalId: null, idempotencyKey: null, transactionId: id };
      decide(this.state, { operation: 'expire', ...asked });
    }
    return late.length;
  }

  #run(command: Command): Effect {
    switch (command.operation) {
      case 'deposit':
      case 'withdraw':
      case 'transfer':
        return { motion: move(this.state, command) };
      case 'post':
      case 'void':
      case 'reverse':
      case 'expire':
        return { motion: decide(this.state, command) };
      case 'freeze':
      case 'unfreeze':
      case 'close':
      case 'breakLock':
        return { account: change(this.state, command) };
      case 'transferBatch':
        return { items: batch(this.state, command) };
    }
  }
}

/** Identifies a key within all people's key spaces. */
export function placeOf(person: string, key: string): string {
  return JSON.stringify([person, key]);
}

function attempt(run: () => Effect): { prediction: Prediction; pinned: boolean } {
  try {
    return { prediction: { code: 'OK', replayed: false, effect: run() }, pinned: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, details, pinned } = error;
    return { prediction: { code, replayed: false, details }, pinned };
  }
}

/** Everything that makes a request the same or another one, in a fixed order at every depth. */
const FIELDS = [
  ...['walletId', 'fromWalletId', 'to', 'ownerId', 'email', 'amount', 'currency', 'reference', 'description'],
  ...['transactionId', 'reason', 'ownOnly', 'mode', 'items'],
];
