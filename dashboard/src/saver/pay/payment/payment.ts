import type { Currency } from '../../../shared/money/currencies';
import type { Problem } from '../../../shared/api/errors';

export const PAYMENT_KINDS = ['deposit', 'transfer', 'withdraw'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export type Recipient =
  | { readonly type: 'email'; readonly email: string }
  | { readonly type: 'wallet'; readonly walletId: string; readonly name: string };

/** The fields of the payment form. */
export interface PaymentFields {
  readonly walletId: string;
  readonly currency: Currency;
  /**
   * The amount as the server takes it; empty until the text is understood. Kept beside the text, because that may mean
   * something else to a browser whose language has changed, and an attempt must be repeated as it was.
   */
  readonly amount: string;
  /** The text of the amount field as it was typed; without it, the field shows `amount`. */
  readonly typed?: string | undefined;
  /** The recipient of a transfer. */
  readonly recipient: Recipient;
  readonly description: string;
}

/** The outcome of an attempt. */
export type Answer =
  | {
      readonly type: 'accepted';
      readonly transactionId: string;
      readonly replayed: boolean;
      /** True when the transaction is PENDING until an operator has reviewed it. */
      readonly waits?: boolean;
    }
  /** Rejected by the ledger. The answer is pinned: every retry with this key gets it again. */
  | { readonly type: 'rejected'; readonly problem: Problem }
  /** Refused: this attempt did nothing, and the key is still free. */
  | { readonly type: 'refused'; readonly problem: Problem }
  /** No clear answer: the payment may have happened. */
  | { readonly type: 'lost'; readonly problem: Problem };

/**
 * A payment on its way from the form to its outcome. The key is made with the form and stays with what is asked for: it
 * changes only once the key stands for an outcome. A payment whose outcome is unknown can only be sent again as it is.
 */
export type Payment = {
  readonly kind: PaymentKind;
  readonly key: string;
  readonly fields: PaymentFields;
} & (
  | { readonly stage: 'draft' | 'reviewing'; readonly problem?: Problem }
  /** `doubtful`: the outcome of an earlier attempt is unknown. */
  | { readonly stage: 'sending'; readonly doubtful: boolean }
  /** `missing`: the server was asked and had heard nothing of the key by then. */
  | { readonly stage: 'unknown'; readonly missing: boolean; readonly problem?: Problem }
  | {
      readonly stage: 'accepted';
      readonly transactionId: string;
      readonly replayed: boolean;
      readonly waits?: boolean;
    }
  | { readonly stage: 'rejected'; readonly problem: Problem }
);

export function newPayment(kind: PaymentKind, key: string, fields: PaymentFields): Payment {
  return { kind, key, fields, stage: 'draft' };
}

/** Changes the form. A key that stands for an outcome is left behind; one whose outcome is unknown binds the form. */
export function edit(payment: Payment, fields: PaymentFields, newKey: () => string): Payment {
  switch (payment.stage) {
    case 'draft':
    case 'reviewing':
      return newPayment(payment.kind, payment.key, fields);
    case 'accepted':
    case 'rejected':
      return newPayment(payment.kind, newKey(), fields);
    case 'sending':
    case 'unknown':
      return payment;
  }
}

/** Goes on to the review. A payment that the ledger has declined can be sent once more, under a new key. */
export function review(payment: Payment, newKey: () => string): Payment {
  const draft = payment.stage === 'rejected' ? edit(payment, payment.fields, newKey) : payment;
  return draft.stage === 'draft' ? { ...base(draft), stage: 'reviewing' } : draft;
}

/** Begins to send a payment. Returns the same object when there is nothing to send: it is being sent already, or settled. */
export function send(payment: Payment): Payment {
  if (payment.stage === 'reviewing') return { ...base(payment), stage: 'sending', doubtful: false };
  if (payment.stage === 'unknown') return { ...base(payment), stage: 'sending', doubtful: true };
  return payment;
}

export function receive(payment: Payment, answer: Answer): Payment {
  if (payment.stage !== 'sending' && payment.stage !== 'unknown') return payment;
  const doubtful = payment.stage === 'unknown' || payment.doubtful;
  switch (answer.type) {
    case 'accepted': {
      const { transactionId, replayed, waits = false } = answer;
      return { ...base(payment), stage: 'accepted', transactionId, replayed, waits };
    }
    case 'rejected':
      return { ...base(payment), stage: 'rejected', problem: answer.problem };
    case 'lost':
      return { ...base(payment), stage: 'unknown', missing: false, problem: answer.problem };
    case 'refused':
      // A refusal of this attempt says nothing about the one before it.
      return doubtful
        ? { ...base(payment), stage: 'unknown', missing: false, problem: answer.problem }
        : { ...base(payment), stage: 'reviewing', problem: answer.problem };
  }
}

/** Marks a payment as missing: the server was asked for its key and does not know it. */
export function notFound(payment: Payment): Payment {
  return payment.stage === 'unknown' ? { ...base(payment), stage: 'unknown', missing: true } : payment;
}

/**
 * Takes a stored payment up again. What was on its way when the page went away has an unknown outcome; and what was in the
 * way of the last attempt, such as a session that had ended, need not be any more.
 */
export function resume(payment: Payment): Payment {
  switch (payment.stage) {
    case 'sending':
      return { ...base(payment), stage: 'unknown', missing: false };
    case 'draft':
    case 'reviewing':
      return { ...base(payment), stage: payment.stage };
    case 'unknown':
    case 'accepted':
    case 'rejected':
      return payment;
  }
}

/** Gives up a payment that never reached the server, or leaves a settled one behind: the form starts again. */
export function startOver(payment: Payment, newKey: () => string): Payment {
  if (payment.stage === 'sending' || (payment.stage === 'unknown' && !payment.missing)) return payment;
  return newPayment(payment.kind, newKey(), payment.fields);
}

/** Returns true while the money may have moved without this page knowing. */
export function isUnsettled({ stage }: Payment): boolean {
  return stage === 'sending' || stage === 'unknown';
}

function base({ kind, key, fields }: Payment): Pick<Payment, 'kind' | 'key' | 'fields'> {
  return { kind, key, fields };
}
