import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import type { IdGenerator } from '../../ledger/model/ids.js';
import { RiskThreshold } from '../../ledger/model/risk-threshold.js';
import { readSnapshot } from '../../ledger/database/snapshot.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { RiskAlert } from './alert.js';
import { measure, type Limit, type Measured } from './measures.js';

/** Alerts that a check has raised and cleared, for the log. */
export interface AlertChanges {
  readonly raised: readonly RiskAlert[];
  readonly cleared: readonly RiskAlert[];
}

/** Raises an alert when a threshold is passed, and clears it afterwards. */
export class RiskAlerts {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
    private readonly onChange: (changes: AlertChanges) => void = () => undefined,
  ) {}

  /**
   * Raises and clears alerts. They are stored, so a restart raises none again, and of two processes that check at once
   * only one raises it.
   */
  async check(): Promise<void> {
    const now = this.clock.now();
    const em = this.reader.fork();
    const limits = await em.find(RiskThreshold, {});
    const open = await em.find(RiskAlert, { clearedAt: null });
    if (limits.length === 0 && open.length === 0) return;
    const measured = await readSnapshot(this.reader, async (snapshot) => measure(snapshot, limits, now));
    if (!differs(measured, open)) return;
    const changes = await this.units.run(async (writer) => this.#store(writer, measured, now));
    if (changes.raised.length + changes.cleared.length > 0) this.onChange(changes);
  }

  /** Compares again under the write lock, because another process may have stored alerts in between. */
  async #store(em: EntityManager, measured: readonly Measured[], now: Date): Promise<AlertChanges> {
    const limits = new Map(
      (await em.find(RiskThreshold, {})).map((limit) => [nameOf(limit), limit.threshold]),
    );
    const open = await em.find(RiskAlert, { clearedAt: null });
    const beyond = measured.filter((each) => each.beyond && limits.get(nameOf(each)) === each.threshold);
    const names = new Set(beyond.map(nameOf));
    const known = new Set(measured.map(nameOf));
    const cleared = open.filter(
      (alert) => !names.has(nameOf(alert)) && (known.has(nameOf(alert)) || !limits.has(nameOf(alert))),
    );
    // An alert never ends before it began, even when the clock was set back.
    for (const alert of cleared) alert.clearedAt = now < alert.raisedAt ? alert.raisedAt : now;
    const there = new Set(open.map(nameOf));
    const raised = beyond.filter((each) => !there.has(nameOf(each))).map((each) => this.#raise(each, now));
    em.persist(raised);
    return { raised, cleared };
  }

  #raise({ kind, currency, threshold, value }: Measured, now: Date): RiskAlert {
    const alert = new RiskAlert();
    alert.id = this.ids.next(now);
    alert.kind = kind;
    alert.currency = currency;
    alert.threshold = threshold;
    alert.value = String(value ?? 0n);
    alert.raisedAt = now;
    alert.clearedAt = null;
    return alert;
  }
}

function differs(measured: readonly Measured[], open: readonly RiskAlert[]): boolean {
  const due = measured.filter(({ beyond }) => beyond).map(nameOf);
  return due.toSorted().join() !== open.map(nameOf).toSorted().join();
}

/** Identifies a threshold; each has at most one open alert. */
export function nameOf({ kind, currency }: Pick<Limit, 'kind' | 'currency'>): string {
  return `${kind} ${currency}`;
}
