import type { Habit } from '../intent.js';
import type { Lifestyle } from '../person.js';
import { allowance, paidInvoice, payDay } from './income.js';
import { askTooMuch, sameWallet, wrongCurrency } from './mistakes.js';
import { dailyTakings, roundUp, wageAbroad, weeklySaving, weeklySweep } from './saving.js';
import { groupContribution, groupPayout, sendHome, sendToFriend } from './sharing.js';
import {
  cashDollars,
  holiday,
  monthEnd,
  motorcycle,
  pocketMoney,
  rent,
  restock,
  schoolFees,
} from './spending.js';

const EVERYBODY: readonly Habit[] = [
  holiday,
  sendToFriend,
  groupContribution,
  groupPayout,
  askTooMuch,
  wrongCurrency,
  sameWallet,
];

/** Habits that move money, by lifestyle. */
export const HABITS: Readonly<Record<Lifestyle, readonly Habit[]>> = {
  abroad: [wageAbroad, sendHome, weeklySweep, roundUp, ...EVERYBODY],
  freelancer: [paidInvoice, cashDollars, rent, roundUp, pocketMoney, monthEnd, ...EVERYBODY],
  rider: [dailyTakings, weeklySweep, motorcycle, pocketMoney, ...EVERYBODY],
  salaried: [payDay, weeklySaving, roundUp, rent, schoolFees, pocketMoney, monthEnd, ...EVERYBODY],
  student: [allowance, roundUp, pocketMoney, ...EVERYBODY],
  trader: [dailyTakings, weeklySweep, restock, schoolFees, pocketMoney, ...EVERYBODY],
};
