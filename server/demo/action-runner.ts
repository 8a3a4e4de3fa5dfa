import type { ApiTokens } from '../identity/sessions/api-tokens.js';
import { AccessError } from '../identity/model/errors.js';
import type { Suspensions } from '../identity/users/suspensions.js';
import type { BatchItem } from '../ledger/model/command.js';
import type { Currency } from '../ledger/money/currencies.js';
import type { Ledger } from '../ledger/ledger.js';
import type { RiskThresholds } from '../ledger/posting/risk-thresholds.js';
import type { Register } from './command.js';
import { setGoal } from '../ledger/posting/goals.js';
import type { ScheduledAction, Batch, Action, Goal, Share } from './action.js';
import { emailOf, MAIN_WALLET } from './person.js';
import { OPERATOR_EMAIL } from './sign-ins.js';

/** Finds users, wallets and transactions by their names in the plan. */
export interface Directory extends Register {
  userIdOf(email: string): string | undefined;
  /** Id of the transaction of a movement; undefined when the movement was declined, or lies after the end of the plan. */
  transactionIdOf(key: string): string | undefined;
}

/** Runs the actions of the demo data's operator, each once for its key. */
export class ActionRunner {
  #float: string | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly suspensions: Suspensions,
    private readonly apiTokens: ApiTokens,
    private readonly thresholds: RiskThresholds,
    private readonly directory: Directory,
  ) {}

  /** @returns Ids of the transactions that the action made or settled. */
  async run({ key, action }: ScheduledAction): Promise<readonly string[]> {
    const operatorId = this.#operatorId;
    const asked = { principalId: operatorId, idempotencyKey: key };
    switch (action.kind) {
      case 'rule':
        await this.ledger.setReviewRule({ ...action.change, operatorId }, key);
        return [];
      case 'threshold':
        await this.thresholds.set({ ...action.change, operatorId }, key);
        return [];
      case 'post':
      case 'void':
      case 'reverse': {
        const { kind: operation, of, reason } = action;
        const transactionId = this.directory.transactionIdOf(of);
        if (transactionId === undefined) return [];
        const { transaction } = await this.ledger.submit({ ...asked, operation, transactionId, reason });
        return [transaction.id];
      }
      case 'freeze': {
        const { kind: operation, person, reason } = action;
        const walletId = this.directory.walletId(person, MAIN_WALLET);
        await this.ledger.changeWallet({ ...asked, operation, walletId, reason, ownOnly: false });
        return [];
      }
      case 'suspend': {
        const user = { actorId: operatorId, userId: this.directory.userId(action.person) };
        const { reason } = action;
        await this.suspensions.change({ ...user, operation: 'suspendUser', idempotencyKey: key, reason });
        return [];
      }
      case 'token':
        await this.#makeToken(action);
        return [];
      case 'float':
        return this.#payIn(action, key);
      case 'goal':
        await this.#setGoal(action);
        return [];
      case 'batch':
        return this.#send(action, key);
    }
  }

  /** Makes an API token, or keeps one of the same name from an earlier fill. */
  async #makeToken({ email, name }: Action & { kind: 'token' }): Promise<void> {
    const userId = this.#idOf(email);
    try {
      await this.apiTokens.create(userId, userId, { name, access: 'READ' });
    } catch (error) {
      if (!(error instanceof AccessError && error.details.field === 'name')) throw error;
    }
  }

  async #setGoal({ person, wallet, target, date, colour, emoji }: Goal): Promise<void> {
    const ownerId = this.directory.userId(person);
    const own = { walletId: this.directory.walletId(person, wallet), ownerId };
    await this.ledger.changeOwn(ownerId, async (em, now) =>
      setGoal(em, { ...own, target, date, colour, emoji, lockWaitHours: null }, now),
    );
  }

  async #payIn({ currency, amount }: Action & { kind: 'float' }, key: string): Promise<readonly string[]> {
    const ownerId = this.#operatorId;
    const { wallet } = await this.ledger.openWallet({ ownerId, name: 'Payouts', currency }, `${key}-wallet`);
    this.#float = wallet.id;
    const { transaction } = await this.ledger.submit({
      ...{ operation: 'deposit', principalId: ownerId, idempotencyKey: key, walletId: wallet.id },
      ...{ amount, currency, reference: 'FLOAT-1', description: 'Float for payouts', metadata: null },
    });
    return [transaction.id];
  }

  async #send({ mode, currency, shares }: Batch, key: string): Promise<readonly string[]> {
    const { items } = await this.ledger.submitBatch({
      ...{ operation: 'transferBatch', principalId: this.#operatorId, idempotencyKey: key, mode },
      items: shares.map((each) => this.#itemOf(each, currency)),
    });
    return items.flatMap(({ transactionId }) => transactionId ?? []);
  }

  #itemOf({ to, amount, description }: Share, currency: Currency): BatchItem {
    if (this.#float === undefined) throw new Error('There is no float to pay from');
    const email = typeof to === 'string' ? to : emailOf(to);
    return {
      ...{ fromWalletId: this.#float, to: { email, ownerId: this.directory.userIdOf(email) ?? null } },
      ...{ amount, currency, description, reference: null, metadata: null },
    };
  }

  get #operatorId(): string {
    return this.#idOf(OPERATOR_EMAIL);
  }

  #idOf(email: string): string {
    const id = this.directory.userIdOf(email);
    if (id === undefined) throw new Error(`Nobody has made ${email}`);
    return id;
  }
}
