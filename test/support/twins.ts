import { expect } from '@jest/globals';
import type { Command } from '../../server/ledger/command.js';
import { houseWalletId } from '../../server/ledger/ids.js';
import { books, expectBooksToBalance } from './books.js';
import type { TestLedger } from './ledger.js';
import { Model, type ModelWallet, type Prediction } from './model.js';
import { failureOf, outcomeOf } from './outcome.js';
import { commandOf, currencyOf, pick, retryOf, type Group, type Opening } from './scenario.js';

/** A ledger and the model beside it: whatever one is told, the other is told as well. */
export class Twins {
  readonly model = new Model();
  readonly commands: Command[] = [];
  readonly openings: {
    key: string;
    ownerId: string;
    currency: ModelWallet['currency'];
    wallet: ModelWallet;
  }[] = [];
  /** Ids of transactions by the number of their effect. */
  readonly transactions = new Map<number, string>();
  #keys = 0;

  constructor(
    public t: TestLedger,
    readonly people: readonly string[],
  ) {}

  async play({ restart, statuses, actions }: Group): Promise<void> {
    this.t.clock.advance(1);
    if (restart) this.t = await this.t.reopen();
    for (const { wallet: index, status } of statuses) {
      const wallet = pick(this.model.wallets, index);
      if (!wallet?.id || (status === 'CLOSED' && wallet.balance !== 0n)) continue;
      wallet.status = status;
      await this.t.change({ id: wallet.id }, { status });
    }

    // Everything is predicted, and sent off, before anything is answered.
    const answers = actions.flatMap((action) => (action.kind === 'open' ? this.open(action) : []));
    for (const action of actions) {
      if (action.kind === 'open') continue;
      const again = action.kind === 'retry' ? pick(this.commands, action.of) : undefined;
      const command =
        action.kind === 'move'
          ? commandOf(action, this.model, this.people, this.nextKey())
          : again && retryOf(action, again, this.people);
      if (command && !this.dependsOnOpening(command)) answers.push(this.submit(command));
    }
    await Promise.all(answers);
    await this.compareBalances();
  }

  async submit(command: Command): Promise<void> {
    this.commands.push(command);
    const prediction = this.model.submit(command);
    const outcome = await outcomeOf(this.t.ledger.submit(command));
    const { code, replayed } = outcome;
    expect([command, code, replayed]).toEqual([command, prediction.code, prediction.replayed]);
    if ('effect' in prediction && 'transaction' in outcome) {
      const { id, amount, currency } = outcome.transaction;
      expect([amount, currency]).toEqual([command.amount, command.currency]);
      expect(this.transactions.get(prediction.effect) ?? id).toBe(id);
      this.transactions.set(prediction.effect, id);
    } else if ('details' in prediction && prediction.details && 'details' in outcome) {
      expect([command, outcome.details]).toEqual([command, prediction.details]);
    }
  }

  async open(action: Opening): Promise<void> {
    const again = action.key === 'of an opening' ? pick(this.openings, action.of) : undefined;
    const used = action.key === 'of a command' ? pick(this.commands, action.of) : undefined;
    const ownerId = again?.ownerId ?? used?.principalId ?? pick(this.people, action.person) ?? '';
    const currency = again?.currency ?? currencyOf(action);
    const key = action.key === 'none' ? undefined : (again?.key ?? used?.idempotencyKey ?? this.nextKey());

    let wallet = again?.wallet;
    const decide = (): Prediction => {
      wallet = { id: undefined, ownerId, currency, status: 'ACTIVE', balance: 0n };
      this.model.wallets.push(wallet);
      if (key !== undefined) this.openings.push({ key, ownerId, currency, wallet });
      return { code: 'OK', replayed: false, effect: 0 };
    };
    const prediction =
      key === undefined ? decide() : this.model.once(ownerId, key, `open ${currency}`, decide);
    const answer = this.t.ledger
      .openWallet({ ownerId, name: 'n', currency }, key)
      .then((opened) => ({ code: 'OK', ...opened }), failureOf);
    const outcome = await answer;
    const { code, replayed } = outcome;
    expect([action, code, replayed]).toEqual([action, prediction.code, prediction.replayed]);
    if (!wallet || !('wallet' in outcome)) return;
    expect(wallet.id ?? outcome.wallet.id).toBe(outcome.wallet.id);
    wallet.id = outcome.wallet.id;
  }

  /** Who is sent money while their first wallet is being opened may have it or not yet; both would be right. */
  dependsOnOpening(command: Command): boolean {
    if (command.operation !== 'transfer' || 'walletId' in command.to) return false;
    const { ownerId } = command.to;
    return this.model.wallets.some(
      (wallet) =>
        wallet.id === undefined && wallet.ownerId === ownerId && wallet.currency === command.currency,
    );
  }

  nextKey(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }

  async compareBalances(): Promise<void> {
    const { wallets } = await books(this.t.storage);
    const stored = wallets.map(({ id, kind, posted }): [string, bigint] => [
      id,
      kind === 'ESCROW' ? 0n : BigInt(posted),
    ]);
    const currencies = new Set(this.model.wallets.map(({ currency }) => currency));
    const due = this.model.wallets.map(({ id = '', balance }): [string, bigint] => [id, balance]);
    for (const currency of currencies) {
      due.push([houseWalletId('TREASURY', currency), this.model.treasuries.get(currency) ?? 0n]);
      due.push([houseWalletId('ESCROW', currency), 0n]);
    }
    expect(new Map(stored)).toEqual(new Map(due));
  }

  async compareBooks(): Promise<void> {
    const stored = await expectBooksToBalance(this.t.storage);
    expect(stored.transactions).toHaveLength(this.model.effects);
    expect(stored.records).toHaveLength(this.model.pinned.size);
    expect(new Set(this.transactions.values()).size).toBe(this.model.effects);
  }
}
