import { Accounts } from '../identity/users/accounts.js';
import { ApiTokens } from '../identity/sessions/api-tokens.js';
import { AccessError } from '../identity/model/errors.js';
import { noThrottle } from '../identity/throttles/sign-in-throttle.js';
import { Suspensions } from '../identity/users/suspensions.js';
import type { User } from '../identity/model/user.js';
import type { Clock } from '../ledger/model/clock.js';
import { LedgerError, Rejection } from '../ledger/errors.js';
import { IdGenerator } from '../ledger/model/ids.js';
import { Ledger } from '../ledger/ledger.js';
import { RiskThresholds } from '../ledger/posting/risk-thresholds.js';
import { commandOf } from './command.js';
import { ActionRunner, type Directory } from './action-runner.js';
import { SeededRandom } from './seeded-random.js';
import { currencyOf, emailOf, type Person, type WalletName } from './person.js';
import type { Move, Step } from './plan.js';
import { customer, DEMO_PASSWORD, type DemoUser } from './sign-ins.js';
import type { DemoTarget, FillReport } from './types.js';

/** Maximum number of movements under way at once, which share the ledger's units of work. */
const GROUP = 256;

class PlanClock implements Clock {
  moment: Date;

  constructor(start: Date) {
    this.moment = start;
  }

  now(): Date {
    return this.moment;
  }
}

/** Carries out the steps of a plan in their order, each at its moment, with the same ids every time. */
export class PlanRunner implements Directory {
  readonly #clock: PlanClock;
  readonly #accounts: Accounts;
  readonly #ledger: Ledger;
  readonly #actions: ActionRunner;
  readonly #userIds = new Map<string, string>();
  readonly #walletIds = new Map<string, string>();
  readonly #currencies = new Set<string>();
  #underWay: Promise<void>[] = [];
  /** Ids by idempotency key; those of an earlier fill are found as replays. */
  readonly #transactionIds = new Map<string, string>();
  readonly #made = new Set<string>();
  readonly #declined = new Set<string>();
  #customers = 0;

  constructor({ units, reader }: DemoTarget, start: Date) {
    const random = new SeededRandom('ids', start.toISOString());
    const ids = new IdGenerator(() => random.bytes(16));
    this.#clock = new PlanClock(start);
    this.#accounts = new Accounts(units, reader, this.#clock, ids, noThrottle);
    this.#ledger = new Ledger(units, ids, this.#clock);
    const apiTokens = new ApiTokens(units, reader, this.#clock, ids);
    const suspensions = new Suspensions(units, this.#clock);
    const thresholds = new RiskThresholds(units, this.#clock);
    this.#actions = new ActionRunner(this.#ledger, suspensions, apiTokens, thresholds, this);
  }

  /** Creates a user at the present moment of the plan, or finds the one that an earlier fill made. */
  async join(somebody: DemoUser): Promise<User> {
    const user = await this.#findOrMake(somebody);
    this.#userIds.set(somebody.email, user.id);
    return user;
  }

  async #findOrMake({ email, displayName, role }: DemoUser): Promise<User> {
    try {
      const input = { email, displayName, password: DEMO_PASSWORD };
      return await this.#accounts.createWithAnyPassword(input, role);
    } catch (error) {
      const known = await this.#accounts.findByEmail(email);
      if (error instanceof AccessError && error.code === 'EMAIL_TAKEN' && known) return known;
      throw error;
    }
  }

  /**
   * Carries out a step. A movement is only under way when this returns, to share a unit of work of the ledger with
   * others; any other step is done.
   */
  async run(step: Step): Promise<void> {
    if (step.act !== 'move' || this.#underWay.length === GROUP) await this.drain();
    this.#clock.moment = step.at;
    switch (step.act) {
      case 'join':
        return this.#welcome(step.person);
      case 'open':
        return this.#open(step.person, step.wallet);
      case 'operate':
        for (const id of await this.#actions.run(step)) this.#made.add(id);
        return;
      case 'move':
        this.#underWay.push(this.#move(step));
    }
  }

  /** Waits until no movement is under way. @throws The error of a movement, unless the ledger rejected it as planned. */
  async drain(): Promise<void> {
    const underWay = this.#underWay;
    this.#underWay = [];
    await Promise.all(underWay);
  }

  report(): FillReport {
    return {
      customers: this.#customers,
      wallets: this.#walletIds.size,
      currencies: this.#currencies.size,
      transactions: this.#made.size,
      declined: this.#declined.size,
    };
  }

  userId(person: Person): string {
    return found(this.#userIds, emailOf(person));
  }

  userIdOf(email: string): string | undefined {
    return this.#userIds.get(email);
  }

  transactionIdOf(key: string): string | undefined {
    return this.#transactionIds.get(key);
  }

  walletId(person: Person, wallet: WalletName): string {
    return found(this.#walletIds, nameOf(person, wallet));
  }

  async #welcome(person: Person): Promise<void> {
    await this.join(customer(person));
    this.#customers += 1;
  }

  async #open(person: Person, name: WalletName): Promise<void> {
    const currency = currencyOf(person, name);
    const key = `demo-wallet-${name.replace(' ', '-')}`;
    const { wallet } = await this.#ledger.openWallet({ ownerId: this.userId(person), name, currency }, key);
    this.#walletIds.set(nameOf(person, name), wallet.id);
    this.#currencies.add(currency);
  }

  async #move(step: Move): Promise<void> {
    try {
      const { transaction } = await this.#ledger.submit(commandOf(step, this));
      this.#transactionIds.set(step.key, transaction.id);
      this.#made.add(transaction.id);
    } catch (error) {
      // The plan has mistakes on purpose, among them a key that is used again for another amount.
      if (error instanceof Rejection) this.#declined.add(step.key);
      else if (!(error instanceof LedgerError && error.code === 'IDEMPOTENCY_KEY_REUSED')) throw error;
    }
  }
}

function nameOf(person: Person, wallet: WalletName): string {
  return `${emailOf(person)} ${wallet}`;
}

function found(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The plan has not come to ${name} yet`);
  return id;
}
