import { formatMonthName } from '../../shared/time/dates';
import { permille, type Amount } from '../../shared/money/money';

interface Sum extends Amount {
  readonly minorUnits: string;
}

export interface MonthlyFlow {
  readonly monthStart: string;
  readonly moneyIn: Sum;
  readonly moneyOut: Sum;
}

export interface FlowFigure {
  readonly name: 'Money in' | 'Money out';
  readonly amount: Amount;
  /** The change from the month before, in words. */
  readonly change: string;
}

const PERCENT = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** Returns the sums of the last month, each with its change from the month before. */
export function changesOf(flows: readonly MonthlyFlow[]): FlowFigure[] {
  const [before, present] = flows.slice(-2);
  if (!before || !present) return [];
  const month = formatMonthName(before.monthStart);
  return [
    { name: 'Money in', amount: present.moneyIn, change: changeOf(present.moneyIn, before.moneyIn, month) },
    {
      name: 'Money out',
      amount: present.moneyOut,
      change: changeOf(present.moneyOut, before.moneyOut, month),
    },
  ];
}

/** Returns the height of each sum's bar, in thousandths of the largest sum. */
export function barsOf(
  flows: readonly MonthlyFlow[],
): { monthStart: string; moneyIn: number; moneyOut: number }[] {
  const sums = flows.flatMap(({ moneyIn, moneyOut }) => [
    BigInt(moneyIn.minorUnits),
    BigInt(moneyOut.minorUnits),
  ]);
  const largest = sums.reduce((most, sum) => (sum > most ? sum : most), 0n);
  return flows.map(({ monthStart, moneyIn, moneyOut }) => ({
    monthStart,
    moneyIn: permille(BigInt(moneyIn.minorUnits), largest),
    moneyOut: permille(BigInt(moneyOut.minorUnits), largest),
  }));
}

function changeOf(present: Sum, before: Sum, month: string): string {
  const [now, then] = [BigInt(present.minorUnits), BigInt(before.minorUnits)];
  if (then === 0n) return now === 0n ? `Like ${month}` : `None in ${month}`;
  const change = permille(now - then, then) / 1_000;
  if (Math.abs(change) < 0.005) return `Like ${month}`;
  return `${PERCENT.format(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than ${month}`;
}
