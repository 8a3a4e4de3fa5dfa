import { exponentOf, type Currency } from '../ledger/money/currencies.js';

/** What people round to when they name a sum of money, in whole units: about the price of a bus fare. */
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

/** A sum as a person would name it, in minor units. @param units Whole units of the currency. */
export function roundSum(units: number, currency: Currency): number {
  const step = ROUND_TO[currency] ?? ROUND_TO_ELSEWHERE;
  return exactSum(Math.max(1, Math.round(units / step)) * step, currency);
}

/** A sum as a till or an invoice has it, in minor units, down to the smallest coin. */
export function exactSum(units: number, currency: Currency): number {
  return Math.round(units * 10 ** exponentOf(currency));
}

/** A part of a balance as a person would name it, never more than the balance. Both are in minor units. */
export function roundPart(available: number, part: number, currency: Currency): number {
  const step = exactSum(ROUND_TO[currency] ?? ROUND_TO_ELSEWHERE, currency);
  return Math.floor((available * part) / step) * step;
}
