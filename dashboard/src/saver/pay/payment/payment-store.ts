import * as z from 'zod/mini';
import { isCurrency, type Currency } from '../../../shared/money/currencies';
import { isUnsettled, PAYMENT_KINDS, type Payment, type PaymentKind } from './payment';

const recipient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('email'), email: z.string() }),
  z.object({ type: z.literal('wallet'), walletId: z.string(), name: z.string() }),
]);
const problem = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.json()),
  replayed: z.boolean(),
});
const base = {
  kind: z.enum(PAYMENT_KINDS),
  key: z.string(),
  fields: z.object({
    walletId: z.string(),
    currency: z.custom<Currency>((code) => typeof code === 'string' && isCurrency(code)),
    amount: z.string().check(z.trim(), z.regex(/^(\d+(\.\d+)?)?$/)),
    typed: z.optional(z.string()),
    recipient,
    description: z.string(),
  }),
};
/** The stages that are stored. Settled payments are not: the ledger has them. */
const stored = z.object({
  userId: z.string(),
  payment: z.discriminatedUnion('stage', [
    z.object({ ...base, stage: z.literal('draft'), problem: z.optional(problem) }),
    z.object({ ...base, stage: z.literal('reviewing'), problem: z.optional(problem) }),
    z.object({ ...base, stage: z.literal('sending'), doubtful: z.boolean() }),
    z.object({ ...base, stage: z.literal('unknown'), missing: z.boolean(), problem: z.optional(problem) }),
  ]),
});

/**
 * Keeps the payments of one user in the browser; other users of the browser never see them. Drafts belong to a tab. A
 * payment whose outcome is unknown is shared by all tabs, because it must be found again even if its tab is gone; each has
 * an entry of its own, so that tabs never overwrite each other's.
 */
export class PaymentStore {
  constructor(
    private readonly userId: string,
    private readonly ofTab: Storage,
    private readonly ofBrowser: Storage,
  ) {}

  /** Stores a payment: before it is sent, and again after each change. */
  save(payment: Payment): void {
    const draftName = this.#draftName(payment.kind);
    if (payment.stage === 'accepted' || payment.stage === 'rejected') this.ofTab.removeItem(draftName);
    else this.ofTab.setItem(draftName, this.#write(payment));

    if (isUnsettled(payment)) this.ofBrowser.setItem(this.#unsettledName(payment.key), this.#write(payment));
    else this.forget(payment.key);
  }

  /** Forgets a payment whose outcome is known, or that was never sent, so that no tab takes it up again. */
  forget(key: string): void {
    this.ofBrowser.removeItem(this.#unsettledName(key));
  }

  draft(kind: PaymentKind): Payment | undefined {
    return this.#read(this.ofTab.getItem(this.#draftName(kind)));
  }

  /** Returns the payments with an unknown outcome, of all tabs, also of closed ones. */
  unsettled(): Payment[] {
    return Array.from({ length: this.ofBrowser.length }, (_, index) => this.ofBrowser.key(index) ?? '')
      .filter((name) => name.startsWith(this.#unsettledName('')))
      .flatMap((name) => this.#read(this.ofBrowser.getItem(name)) ?? []);
  }

  #draftName(kind: PaymentKind): string {
    return `nissmart-draft-${this.userId}-${kind}`;
  }

  #unsettledName(key: string): string {
    return `nissmart-unsettled-${this.userId}-${key}`;
  }

  #write(payment: Payment): string {
    return JSON.stringify({ userId: this.userId, payment });
  }

  /** Parses a stored payment; undefined for another user's, and for formats of other versions. */
  #read(text: string | null): Payment | undefined {
    if (text === null) return undefined;
    try {
      const { data } = stored.safeParse(JSON.parse(text));
      return data?.userId === this.userId ? data.payment : undefined;
    } catch {
      return undefined;
    }
  }
}
