import type { EntityManager } from '@mikro-orm/core';
import { activity } from '../volumes/activity.js';
import { customerFunds } from './customer-funds.js';
import { declines } from './declines.js';
import { Division } from '../volumes/division.js';
import { lastVerification } from './integrity.js';
import { pending } from './pending.js';
import type { ReportRange } from '../shared/range.js';
import { series } from '../volumes/series.js';
import { SharedSnapshot } from '../shared/shared-snapshot.js';
import type * as Summary from '../shared/summary.js';
import { userCounts } from './users.js';
import { volumes } from '../volumes/volumes.js';
import { isBalanced, positions, walletCounts, walletTotals, type WalletTotal } from './wallet-totals.js';

/**
 * Reads the parts of one admin summary when they are asked for. Parts asked for in the same turn of the event loop, as
 * the fields of one GraphQL object are, come from one snapshot of the database; later ones from a later snapshot.
 */
export class SummaryReading {
  readonly #shared: SharedSnapshot;
  #walletTotals: Promise<WalletTotal[]> | undefined;
  #divided: Division | undefined;

  constructor(
    reader: EntityManager,
    /** Moment from which the defaults of the range were computed. */
    readonly asOf: Date,
    readonly range: ReportRange,
  ) {
    this.#shared = new SharedSnapshot(reader);
  }

  async users(): Promise<Summary.UserCounts> {
    return this.#shared.read((snapshot) => userCounts(snapshot, this.range));
  }

  async wallets(): Promise<Summary.WalletCounts> {
    return walletCounts(await this.#totals(), this.range.currency);
  }

  async positions(): Promise<Summary.CurrencyPosition[]> {
    return positions(await this.#totals(), this.range.currency);
  }

  async volumes(): Promise<Summary.Volume[]> {
    return this.#shared.read((snapshot) => volumes(snapshot, this.range));
  }

  /** @throws LedgerError BAD_USER_INPUT when the range has too many buckets. */
  async series(): Promise<Summary.VolumePoint[]> {
    return this.#shared.read(async (snapshot) => series(snapshot, this.range, this.#division()));
  }

  /** @throws LedgerError BAD_USER_INPUT when the range has too many buckets. */
  async activity(): Promise<Summary.ActivityPoint[]> {
    return this.#shared.read(async (snapshot) => activity(snapshot, this.range, this.#division()));
  }

  /**
   * Reads the customer funds from one snapshot with the present balances, from which they are computed.
   *
   * @throws LedgerError BAD_USER_INPUT when the range has too many buckets.
   */
  async customerFunds(): Promise<Summary.CustomerFunds[]> {
    return this.#shared.read(async (snapshot) => {
      const now = positions(await walletTotals(snapshot), this.range.currency);
      return customerFunds(snapshot, this.range, this.#division(), now);
    });
  }

  async pending(): Promise<Summary.VolumeTotal[]> {
    return this.#shared.read((snapshot) => pending(snapshot, this.range));
  }

  async declines(): Promise<Summary.DeclineCount[]> {
    return this.#shared.read((snapshot) => declines(snapshot, this.range));
  }

  /** Reads the integrity of the whole books, even when the summary is narrowed to a currency. */
  async integrity(): Promise<Summary.Integrity> {
    const [totals, last] = await Promise.all([this.#totals(), this.#shared.read(lastVerification)]);
    return { trialBalanced: isBalanced(totals), ...last };
  }

  /** @throws LedgerError BAD_USER_INPUT when the range has too many buckets. */
  #division(): Division {
    return (this.#divided ??= Division.of(this.range));
  }

  /** Reads the wallet totals once for three parts; with many wallets it is the most expensive read. */
  async #totals(): Promise<WalletTotal[]> {
    return (this.#walletTotals ??= this.#shared.read(walletTotals));
  }
}
