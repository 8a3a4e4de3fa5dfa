import type { Command } from '../../server/ledger/command.js';
import type { Currency } from '../../server/ledger/currencies.js';
import type { ErrorDetails, LedgerCode } from '../../server/ledger/errors.js';
import type { WalletStatus } from '../../server/ledger/wallet.js';

/** The currencies of the model with their digits, written down again so that the product's own list is not asked. */
export const MODEL_CURRENCIES = { KES: 2, JPY: 0, KWD: 3 } as const;
export type ModelCurrency = keyof typeof MODEL_CURRENCIES;

const LIMIT = 2n ** 53n - 1n;

export interface ModelWallet {
  /** Given by the ledger; none until its answer is there. */
  id: string | undefined;
  readonly ownerId: string;
  readonly currency: ModelCurrency;
  status: WalletStatus;
  balance: bigint;
}

export type Prediction =
  /** The effect counts the transactions; a replay names the effect of the first time. */
  | { readonly code: 'OK'; readonly replayed: boolean; readonly effect: number }
  | { readonly code: LedgerCode; readonly replayed: boolean; readonly details: ErrorDetails | undefined };

class Refusal extends Error {
  constructor(
    readonly code: LedgerCode,
    readonly details: ErrorDetails = {},
    readonly pinned = true,
  ) {
    super(code);
  }
}

/** What the ledger promises, told in the simplest way: one command after the other, nothing stored, nothing shared. */
export class Model {
  readonly wallets: ModelWallet[] = [];
  readonly treasuries = new Map<Currency, bigint>();
  /** By person and key: what was asked for, and what was answered. */
  readonly pinned = new Map<string, { request: string; prediction: Prediction }>();
  effects = 0;

  submit(command: Command): Prediction {
    const { principalId, idempotencyKey, ...asked } = command;
    return this.once(principalId, idempotencyKey, JSON.stringify(asked, Object.keys(FIELDS)), () => {
      this.#move(command);
      this.effects += 1;
      return { code: 'OK', replayed: false, effect: this.effects };
    });
  }

  /** Decides once for a key, and says the same ever after. */
  once(person: string, key: string, request: string, decide: () => Prediction): Prediction {
    const place = JSON.stringify([person, key]);
    const earlier = this.pinned.get(place);
    if (earlier?.request === request) return { ...earlier.prediction, replayed: true };
    if (earlier) return { code: 'IDEMPOTENCY_KEY_REUSED', replayed: false, details: undefined };
    try {
      const prediction = decide();
      this.pinned.set(place, { request, prediction });
      return prediction;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const prediction = { code: error.code, replayed: false, details: error.details };
      if (error.pinned) this.pinned.set(place, { request, prediction });
      return prediction;
    }
  }

  /** The oldest active wallet of a person; undefined also when it is so new that it has no id yet. */
  receiving(ownerId: string, currency: Currency): ModelWallet | undefined {
    return this.wallets
      .filter(
        (wallet) => wallet.ownerId === ownerId && wallet.currency === currency && wallet.status === 'ACTIVE',
      )
      .sort((a, b) => ((a.id ?? '~') < (b.id ?? '~') ? -1 : 1))
      .find(({ id }) => id !== undefined);
  }

  #move(command: Command): void {
    const { amount, currency, principalId } = command;
    const own = this.#find(command.operation === 'transfer' ? command.fromWalletId : command.walletId);
    if (own.ownerId !== principalId) throw notFound();
    if (command.operation !== 'transfer') {
      this.#checkUsable(own, currency);
      const change = command.operation === 'deposit' ? BigInt(amount) : -BigInt(amount);
      const treasury = (this.treasuries.get(currency) ?? 0n) - change;
      if (own.balance + change < 0n) throw tooLittle(own, amount);
      if (own.balance + change > LIMIT || treasury < -LIMIT) throw overLimit(own.currency);
      own.balance += change;
      this.treasuries.set(currency, treasury);
      return;
    }
    const { to } = command;
    const other = 'walletId' in to ? this.#find(to.walletId) : this.receiving(to.ownerId, currency);
    if (!other) throw notFound();
    if (own === other) throw new Refusal('SAME_WALLET');
    for (const { status } of [own, other]) if (status !== 'ACTIVE') throw new Refusal(`WALLET_${status}`);
    for (const wallet of [own, other]) this.#checkUsable(wallet, currency);
    if (own.balance < BigInt(amount)) throw tooLittle(own, amount);
    if (other.balance + BigInt(amount) > LIMIT) throw overLimit(own.currency);
    own.balance -= BigInt(amount);
    other.balance += BigInt(amount);
  }

  #find(id: string): ModelWallet {
    const wallet = this.wallets.find((each) => each.id === id);
    if (!wallet) throw notFound();
    return wallet;
  }

  #checkUsable({ status, currency: walletCurrency }: ModelWallet, requestedCurrency: Currency): void {
    if (status !== 'ACTIVE') throw new Refusal(`WALLET_${status}`);
    if (walletCurrency === requestedCurrency) return;
    throw new Refusal('CURRENCY_MISMATCH', { walletCurrency, requestedCurrency });
  }
}

/** Everything that makes a request the same or another one, in a fixed order at every depth. */
const FIELDS = {
  operation: 0,
  walletId: 0,
  fromWalletId: 0,
  to: 0,
  ownerId: 0,
  amount: 0,
  currency: 0,
  reference: 0,
  description: 0,
};

function notFound(): Refusal {
  return new Refusal('NOT_FOUND', {}, false);
}

function tooLittle({ balance, currency }: ModelWallet, amount: number): Refusal {
  return new Refusal('INSUFFICIENT_FUNDS', {
    available: decimal(balance, currency),
    requested: decimal(BigInt(amount), currency),
    currency,
  });
}

function overLimit(currency: ModelCurrency): Refusal {
  return new Refusal('BALANCE_LIMIT', { limit: decimal(LIMIT, currency), currency });
}

function decimal(minor: bigint, currency: ModelCurrency): string {
  const scale = 10n ** BigInt(MODEL_CURRENCIES[currency]);
  if (scale === 1n) return String(minor);
  return `${String(minor / scale)}.${String(scale + (minor % scale)).slice(1)}`;
}
