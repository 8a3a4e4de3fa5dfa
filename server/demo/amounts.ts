import { exponentOf, type Currency } from '../ledger/money/currencies.js';

/** Steps that people round sums of money to, in whole units: about the price of a bus fare. */
const ROUND_TO: Partial<Record<Currency, number>> = {
  GHS: 5,
  KES: 50,
  NGN: 500,
  RWF: 500,
  TZS: 1_000,
  UGX: 1_000,
  ZAR: 10,
};
const ROUND_TO_ELSEWHERE = 5;

/** Rounds a sum as people do when they name one. @param units Whole units of the currency. @returns Minor units. */
export function roundSum(units: number, currency: Currency): number {
  const step = ROUND_TO[currency] ?? ROUND_TO_ELSEWHERE;
  return exactSum(Math.max(1, Math.round(units / step)) * step, currency);
}

/** Converts whole units into minor units, exact to the smallest coin, as on a till or an invoice. */
export function exactSum(units: number, currency: Currency): number {
  return Math.round(units * 10 ** exponentOf(currency));
}

/** Takes a part of a balance, rounded down as people do when they name a sum. Both are in minor units. */
export function roundPart(available: number, part: number, currency: Currency): number {
  const step = exactSum(ROUND_TO[currency] ?? ROUND_TO_ELSEWHERE, currency);
  return Math.floor((available * part) / step) * step;
}
