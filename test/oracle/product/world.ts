import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { TestApi } from '../../support/api.js';
import { SettableClock } from '../../support/clock.js';
import { Facts } from '../truth/facts.js';
import { readTables } from '../truth/rows.js';
import { act } from './acting.js';
import { Person } from './person.js';
import { step } from './steps.js';

const STEPS = { minLength: 160, maxLength: 200 };
/** Days that a pending transaction may wait in a ledger that reviews. */
const PENDING_DAYS = 14;

/** A wallet that somebody has opened. */
export interface OwnWallet {
  readonly id: string;
  readonly owner: Person;
  readonly currency: 'KES' | 'USD' | 'JPY' | 'KWD';
}

/** Asks once more for what was asked for before, with another amount or the same. */
export type Repeat = (otherAmount: boolean) => Promise<void>;

/** A server on a database of its own, with people who use it. What is in the database follows from the seed. */
export class World {
  readonly clock = new SettableClock('2026-01-05T07:12:34.567Z');
  readonly wallets: OwnWallet[] = [];
  readonly customers: Person[] = [];
  readonly transactionIds: string[] = [];
  readonly tokens: { readonly id: string; readonly owner: Person }[] = [];
  readonly repeats: Repeat[] = [];
  readonly reviews: boolean;
  readonly api: TestApi;
  readonly databaseUrl: string;
  readonly folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nissmart-oracle-'));
  #keys = 0;
  #staff: { readonly operator: Person; readonly analyst: Person } | undefined;
  #facts: Facts | undefined;

  private constructor(readonly seed: number) {
    this.reviews = seed % 2 === 1;
    this.databaseUrl = `sqlite:${join(this.folder, 'ledger.db')}`;
    const settlement = settlementPolicy(this.reviews ? 'review' : 'instant', PENDING_DAYS);
    this.api = new TestApi({ databaseUrl: this.databaseUrl, settlement }, { clock: this.clock });
  }

  static async build(seed: number): Promise<World> {
    const world = new World(seed);
    await world.api.start();
    await world.#populate();
    const [steps = []] = fc.sample(fc.array(step, STEPS), { seed, numRuns: 1 });
    for (const each of steps) await act(world, each);
    await world.#hold();
    world.clock.advance(1);
    for (const person of world.people) person.signedOut();
    return world;
  }

  /** A few people with savings, so that the first steps have something to move. */
  async #populate(): Promise<void> {
    const staff = async (role: string) => Person.make(this.api, this.clock, role, role.toLowerCase());
    this.#staff = { operator: await staff('OPERATOR'), analyst: await staff('ANALYST') };
    await this.register('Amina Otieno');
    for (const name of ['İpek Yılmaz', 'Zoe\u0308 "Straße" O\'Neill', '=HYPERLINK("a")'])
      await this.register(name);
    // The last one has no wallet and gets none.
    await this.register('Nobody 100%_');
    const [amina, ipek, zoe, formula] = this.customers;
    const wallets: readonly (readonly [Person | undefined, OwnWallet['currency'], string])[] = [
      [amina, 'KES', 'Savings'],
      [ipek, 'KES', 'Tatil için'],
      [amina, 'KES', 'Rent_100%'],
      [zoe, 'JPY', '積立'],
      [amina, 'KWD', '=2+3'],
      [ipek, 'JPY', 'ışık'],
      [formula, 'KWD', 'Cafe\u0301'],
      [zoe, 'KES', 'Straße'],
    ];
    for (const [owner, currency, name] of wallets) {
      if (!owner) throw new Error('Somebody is missing');
      await act(this, { do: 'open', user: this.customers.indexOf(owner), currency, name, key: null });
      const settled = 'post';
      const deposit = {
        do: 'deposit',
        wallet: this.wallets.length - 1,
        to: 0,
        amount: 50_000,
        settled,
      } as const;
      await act(this, { ...deposit, reference: null, description: 'Opening', key: null, door: 'graphql' });
      this.clock.advance(60_000);
    }
    await this.#enrich(this.customers.indexOf(formula ?? this.operator));
  }

  /** Fills a wallet to near the most that one may hold, so that sums pass what a number of JavaScript holds. */
  async #enrich(user: number): Promise<void> {
    await act(this, { do: 'open', user, currency: 'USD', name: 'Rich', key: null });
    const deposit = { do: 'deposit', wallet: this.wallets.length - 1, to: 0, settled: 'post' } as const;
    const more = {
      reference: 'R-1',
      description: null,
      key: null,
      door: 'graphql',
      amount: 999_999_999_999_999,
    } as const;
    for (let times = 0; times < 8; times += 1) await act(this, { ...deposit, ...more });
  }

  /** Leaves something waiting, so that what is held is not always nothing. */
  async #hold(): Promise<void> {
    await act(this, { do: 'rule', currency: 'KES', above: 0 });
    for (const wallet of [0, 1, 2]) {
      const withdrawal = { do: 'withdraw', wallet, to: 0, amount: 70 + wallet, settled: null } as const;
      await act(this, { ...withdrawal, reference: null, description: null, key: null, door: 'graphql' });
    }
  }

  async register(displayName: string): Promise<void> {
    // Emails are made of the moment.
    this.clock.advance(1);
    this.customers.push(await Person.make(this.api, this.clock, 'CUSTOMER', displayName));
  }

  get operator(): Person {
    if (!this.#staff) throw new Error('Nobody works here yet');
    return this.#staff.operator;
  }

  get analyst(): Person {
    if (!this.#staff) throw new Error('Nobody works here yet');
    return this.#staff.analyst;
  }

  get people(): readonly Person[] {
    return [this.operator, this.analyst, ...this.customers];
  }

  /** Rows of the database at the end. */
  get facts(): Facts {
    const now = this.clock.now().getTime();
    return (this.#facts ??= new Facts(readTables(this.databaseUrl.slice('sqlite:'.length)), now));
  }

  nextKey(): string {
    this.#keys += 1;
    return `key-${String(this.#keys)}`;
  }

  async close(): Promise<void> {
    await this.api.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
