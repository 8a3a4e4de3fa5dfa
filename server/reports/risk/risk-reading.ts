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

/** A threshold, and where what it watches stands now. */
export interface WatchedThreshold extends Measured {
  readonly setAt: Date;
}

/** Risk and liquidity at one moment; each part is read when it is asked for, those of one turn from one snapshot. */
export class RiskReading {
  readonly #shared: SharedSnapshot;
  #measured: Promise<WatchedThreshold[]> | undefined;

  constructor(
    reader: EntityManager,
    readonly asOf: Date,
    private readonly currency: Currency | null,
    /** Whose days the flows are listed by. */
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

  /** In the order of their kinds and currencies. */
  async thresholds(): Promise<WatchedThreshold[]> {
    return (this.#measured ??= this.#shared.read(async (snapshot) => {
      const limits = await limitsIn(snapshot, this.currency);
      const setAt = new Map(limits.map((limit) => [nameOf(limit), limit.setAt]));
      const measured = await measure(snapshot, limits, this.asOf);
      return measured.map((each) => ({ ...each, setAt: setAt.get(nameOf(each)) ?? this.asOf }));
    }));
  }

  /** What is passed now, with its present figure. What nobody has noticed before is since now. */
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

  /** Those that are over, the last one first, with the figure that raised them. */
  async pastAlerts(): Promise<Alert[]> {
    return this.#shared.read((snapshot) => pastAlertsIn(snapshot, this.currency));
  }
}
