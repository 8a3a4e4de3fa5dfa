import { expect } from '@jest/globals';
import type { Command } from '../../../server/ledger/model/command.js';
import { expirePending } from '../../../server/ledger/expire-pending.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import type { TestLedger } from '../ledger.js';
import { failureOf } from '../outcome.js';
import type { ModelCurrency } from './account.js';
import { answerTo, expectPredicted } from './answer.js';
import { Commands, currencyOf, pick, type Cast } from './commands.js';
import { expectSameBooks, expectSameFigures } from './compare.js';
import { Model, type Effect, type Prediction } from './model.js';
import { retryOf } from './retry.js';
import type { Action, Group, Opening } from './scenario.js';

/** A ledger and the model beside it: whatever one is told, the other is told as well. */
export class Twins {
  readonly model = new Model();
  readonly #commands: Commands;
  readonly #submitted: Command[] = [];
  readonly #openings: { key: string; ownerId: string; currency: ModelCurrency }[] = [];
  #keys = 0;

  private constructor(
    /** Lets deposits and withdrawals post at once. */
    private instant: TestLedger,
    /** Another process on the same database, which lets them wait. */
    private reviewing: TestLedger,
    private readonly cast: Cast,
  ) {
    this.#commands = new Commands(this.model.state, cast);
  }

  static async of(ledger: TestLedger): Promise<Twins> {
    const people = [await ledger.user(), await ledger.user(), await ledger.user()];
    const operators = [await ledger.user({ role: 'OPERATOR' }), await ledger.user({ role: 'OPERATOR' })];
    return new Twins(ledger, await ledger.twin(settlementPolicy('review')), {
      people: people.map(({ id }) => id),
      operators: operators.map(({ id }) => id),
    });
  }

  async play(group: Group): Promise<void> {
    if (group.restart) await this.#restart();
    const t = group.inReview ? this.reviewing : this.instant;
    t.clock.advance(group.passMs);
    this.model.state.now = t.clock.now().getTime();
    this.model.state.inReview = group.inReview;
    if (group.limit) await this.#setLimit(t, group.limit);

    // Everything is predicted, and sent off, before anything is answered.
    const answers = group.actions.flatMap((action) => (action.kind === 'open' ? this.#open(t, action) : []));
    for (const action of group.actions) {
      const command = this.#commandOf(action);
      if (command && !this.#dependsOnOpening(command)) answers.push(this.#submit(t, command));
    }
    if (group.sweep) answers.push(this.#sweep(t));
    await Promise.all(answers);
    await expectSameFigures(t, this.model);
  }

  async expectSameBooks(): Promise<void> {
    await expectSameBooks(this.instant, this.model);
  }

  async close(): Promise<void> {
    await this.instant.close();
    await this.reviewing.close();
  }

  async #restart(): Promise<void> {
    await this.expectSameBooks();
    await this.reviewing.close();
    this.instant = await this.instant.reopen();
    this.reviewing = await this.instant.twin(settlementPolicy('review'));
  }

  #commandOf(action: Action): Command | undefined {
    switch (action.kind) {
      case 'open':
        return undefined;
      case 'move':
        return this.#commands.ofMove(action, this.#nextKey());
      case 'decide':
        return this.#commands.ofDecision(action, this.#nextKey());
      case 'change':
        return this.#commands.ofChange(action, this.#nextKey());
      case 'batch':
        return this.#commands.ofBatch(action, this.#nextKey());
      case 'retry': {
        const again = pick(this.#submitted, action.of);
        return again && retryOf(action, again, this.cast);
      }
    }
  }

  async #submit({ ledger }: TestLedger, command: Command): Promise<void> {
    this.#submitted.push(command);
    expectPredicted(command, this.model.submit(command), await answerTo(ledger, command));
  }

  async #open({ ledger }: TestLedger, action: Opening): Promise<void> {
    const again = action.key === 'of an opening' ? pick(this.#openings, action.of) : undefined;
    const used = action.key === 'of a command' ? pick(this.#submitted, action.of) : undefined;
    const ownerId = again?.ownerId ?? used?.principalId ?? pick(this.cast.people, action.person) ?? '';
    const currency = again?.currency ?? currencyOf(action.currency);
    const key = action.key === 'none' ? undefined : (again?.key ?? used?.idempotencyKey ?? this.#nextKey());

    const open = (): Effect => {
      const account = this.model.state.openAccount(ownerId, currency);
      if (key !== undefined) this.#openings.push({ key, ownerId, currency });
      return { account };
    };
    const prediction: Prediction =
      key === undefined
        ? { code: 'OK', replayed: false, effect: open() }
        : this.model.once(ownerId, key, 'createWallet', currency, open);
    const answer = ledger.openWallet({ ownerId, name: 'n', currency }, key);
    expectPredicted(action, prediction, await answer.catch(failureOf));
  }

  async #sweep({ ledger, storage, clock }: TestLedger): Promise<void> {
    const due = this.model.sweep();
    expect(await expirePending(ledger, storage.reader, clock)).toBe(due);
  }

  async #setLimit(
    { ledger }: TestLedger,
    { currency: index, above }: NonNullable<Group['limit']>,
  ): Promise<void> {
    const currency = currencyOf(index);
    const [operatorId = ''] = this.cast.operators;
    await ledger.setReviewRule({ currency, withdrawalsAbove: above, operatorId, reason: 'As agreed' });
    if (above === null) this.model.state.limits.delete(currency);
    else this.model.state.limits.set(currency, BigInt(above));
    this.model.state.acts.push({ action: 'REVIEW_RULE_SET' });
  }

  /**
   * True for a payment to a person whose first wallet is being opened: they may have it or not yet; both outcomes are
   * right.
   */
  #dependsOnOpening(command: Command): boolean {
    const items = 'items' in command ? command.items : 'to' in command ? [command] : [];
    return items.some(({ to, currency }) =>
      this.model.state.accounts.some(
        (account) =>
          account.id === undefined &&
          'ownerId' in to &&
          account.ownerId === to.ownerId &&
          account.currency === currency,
      ),
    );
  }

  #nextKey(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }
}
