import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../../ledger/money/currencies.js';
import { SharedSnapshot } from '../shared/shared-snapshot.js';
import { ageing, type Ageing } from './ageing.js';
import { nameOf } from './alerts.js';
import { concentration, type Concentration } from './concentration.js';
import { coverage, dailyFlows, type Coverage, type DayFlow } from './liquidity.js';
import { measure, newcomersAbove, type Measured } from './measures.js';
import { unusualMovements, type UnusualMovement } from './movements.js';
import { limitsIn, openAlertsIn, pastAlertsIn, type Alert } from './stored.js';

/** A threshold with the present value of its figure. */
export interface WatchedThreshold extends Measured {
  readonly setAt: Date;
}

/**
 * Reads risk and liquidity at one moment. Each part is read when it is asked for; parts asked for in one turn of the
 * event loop come from one snapshot.
 */
export class RiskReading {
  readonly #shared: SharedSnapshot;
  #measured: Promise<WatchedThreshold[]> | undefined;

  constructor(
    reader: EntityManager,
    readonly asOf: Date,
    private readonly currency: Currency | null,
    /** Time zone whose days the flows are listed by. */
    readonly timeZone: string,
  ) {
    this.#shared = new SharedSnapshot(reader);
  }

  async concentration(): Promise<Concentration[]> {
    return this.#shared.read((snapshot) => concentration(snapshot, this.currency));
  }

  async movements(): Promise<UnusualMovement[]> {
    return this.#shared.read(async (snapshot) =>
      unusualMovements(snapshot, this.currency, this.asOf, newcomersAbove(await limitsIn(snapshot, null))),
    );
  }

  async flows(): Promise<DayFlow[]> {
    return this.#shared.read((snapshot) => dailyFlows(snapshot, this.currency, this.asOf, this.timeZone));
  }

  async coverage(): Promise<Coverage[]> {
    return this.#shared.read((snapshot) => coverage(snapshot, this.currency, this.asOf));
  }

  async ageing(): Promise<Ageing[]> {
    return this.#shared.read((snapshot) => ageing(snapshot, this.currency, this.asOf));
  }

  /** Returns the thresholds with their present values, in the order of kinds and currencies. */
  async thresholds(): Promise<WatchedThreshold[]> {
    return (this.#measured ??= this.#shared.read(async (snapshot) => {
      const limits = await limitsIn(snapshot, this.currency);
      const setAt = new Map(limits.map((limit) => [nameOf(limit), limit.setAt]));
      const measured = await measure(snapshot, limits, this.asOf);
      return measured.map((each) => ({ ...each, setAt: setAt.get(nameOf(each)) ?? this.asOf }));
    }));
  }

  /**
   * Returns the thresholds that are passed now, with the present figure. One without a stored alert counts as raised
   * now.
   */
  async alerts(): Promise<Alert[]> {
    const beyond = (await this.thresholds()).filter((each) => each.beyond);
    const open = await this.#shared.read(async (snapshot) => openAlertsIn(snapshot, this.currency));
    const since = new Map(open.map((alert) => [nameOf(alert), alert.raisedAt]));
    return beyond.map((each) => ({
      ...{ kind: each.kind, currency: each.currency, threshold: BigInt(each.threshold) },
      value: each.value ?? 0n,
      raisedAt: since.get(nameOf(each)) ?? this.asOf,
      clearedAt: null,
    }));
  }

  /** Returns past alerts, newest first, with the figure that raised them. */
  async pastAlerts(): Promise<Alert[]> {
    return this.#shared.read((snapshot) => pastAlertsIn(snapshot, this.currency));
  }
}
