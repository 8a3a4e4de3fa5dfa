import type { Currency } from '../ledger/money/currencies.js';
import type { Intent } from './intent.js';
import { currencyOf, emailOf, MAIN_WALLET, type Person, type WalletName } from './person.js';

/**
 * Forecasts the balance of each wallet while the demo data is planned, so that people ask for sums that they have. The
 * ledger alone keeps the real balances.
 */
export class Balances {
  readonly #available = new Map<string, number>();

  open(person: Person, wallet: WalletName): void {
    this.#available.set(nameOf(person, wallet), 0);
  }

  isOpen(person: Person, wallet: WalletName): boolean {
    return this.#available.has(nameOf(person, wallet));
  }

  /** @returns The sum to ask for, in minor units; undefined when the movement is left out of the plan. */
  consider({ person, movement, amount, mistake }: Intent): number | undefined {
    if (movement.kind === 'deposit') return this.isOpen(person, movement.to) ? amount(0) : undefined;
    if (!this.isOpen(person, movement.from) || !this.#canReceive({ person, movement })) return undefined;
    const available = this.#of(person, movement.from);
    const asked = amount(available);
    return asked > 0 && (asked <= available || mistake) ? asked : undefined;
  }

  apply({ person, movement }: Intent, amount: number): void {
    if (movement.kind !== 'deposit') this.#add(person, movement.from, -amount);
    if (movement.kind === 'deposit' || movement.kind === 'save') this.#add(person, movement.to, amount);
    if (movement.kind === 'send') this.receive(movement.to, currencyOf(person, movement.from), amount);
  }

  /** Credits a person who is sent money, if they have a wallet of the currency by then. */
  receive(person: Person, currency: Currency, amount: number): void {
    const wallet = this.#receivingWallet(person, currency);
    if (wallet !== undefined) this.#add(person, wallet, amount);
  }

  #canReceive({ person, movement }: Pick<Intent, 'person' | 'movement'>): boolean {
    if (movement.kind === 'save') return this.isOpen(person, movement.to);
    if (movement.kind !== 'send') return true;
    return this.#receivingWallet(movement.to, currencyOf(person, movement.from)) !== undefined;
  }

  /** Finds a person's oldest wallet of the currency, as the ledger does. Wallets are opened in the order of this list. */
  #receivingWallet(person: Person, currency: Currency): WalletName | undefined {
    const wallets = [MAIN_WALLET, ...(person.goals ?? [])] as const;
    return wallets.find((wallet) => this.isOpen(person, wallet) && currencyOf(person, wallet) === currency);
  }

  #of(person: Person, wallet: WalletName): number {
    return this.#available.get(nameOf(person, wallet)) ?? 0;
  }

  #add(person: Person, wallet: WalletName, amount: number): void {
    this.#available.set(nameOf(person, wallet), this.#of(person, wallet) + amount);
  }
}

function nameOf(person: Person, wallet: WalletName): string {
  return `${emailOf(person)} ${wallet}`;
}
