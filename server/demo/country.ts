import type { Currency } from '../ledger/money/currencies.js';

export type CountryCode = 'GB' | 'GH' | 'KE' | 'NG' | 'RW' | 'TZ' | 'UG' | 'US' | 'ZA';

/** What the demo data needs to know of a place to sound like it. */
export interface Country {
  readonly currency: Currency;
  /** Whole hours; daylight saving time is left out, an hour more or less shows in no chart. */
  readonly utcOffsetHours: number;
  /** How people without a bank card pay in and out. */
  readonly mobileMoney: readonly [string, ...string[]];
  readonly banks: readonly [string, ...string[]];
  /** Month and day. Those of the whole world are added to them. */
  readonly holidays: Readonly<Record<string, string>>;
}

export const WORLD_HOLIDAYS: Readonly<Record<string, string>> = {
  '01-01': 'New Year',
  '05-01': 'Labour Day weekend',
  '12-25': 'Christmas',
};

export const COUNTRIES: Readonly<Record<CountryCode, Country>> = {
  GB: {
    currency: 'GBP',
    utcOffsetHours: 0,
    mobileMoney: ['Open Banking'],
    banks: ['Monzo', 'Barclays'],
    holidays: { '08-31': 'Bank holiday' },
  },
  GH: {
    currency: 'GHS',
    utcOffsetHours: 0,
    mobileMoney: ['MTN MoMo', 'Telecel Cash'],
    banks: ['GCB Bank', 'Ecobank'],
    holidays: { '03-06': 'Independence Day', '07-01': 'Republic Day' },
  },
  KE: {
    currency: 'KES',
    utcOffsetHours: 3,
    mobileMoney: ['M-PESA', 'M-PESA', 'Airtel Money'],
    banks: ['Equity Bank', 'KCB', 'Co-op Bank'],
    holidays: { '06-01': 'Madaraka Day', '10-20': 'Mashujaa Day', '12-12': 'Jamhuri Day' },
  },
  NG: {
    currency: 'NGN',
    utcOffsetHours: 1,
    mobileMoney: ['OPay', 'PalmPay'],
    banks: ['GTBank', 'Access Bank', 'Zenith Bank'],
    holidays: { '06-12': 'Democracy Day', '10-01': 'Independence Day' },
  },
  RW: {
    currency: 'RWF',
    utcOffsetHours: 2,
    mobileMoney: ['MTN MoMo', 'Airtel Money'],
    banks: ['Bank of Kigali'],
    holidays: { '07-04': 'Liberation Day', '08-07': 'Umuganura' },
  },
  TZ: {
    currency: 'TZS',
    utcOffsetHours: 3,
    mobileMoney: ['M-Pesa', 'Mixx by Yas'],
    banks: ['CRDB', 'NMB'],
    holidays: { '04-26': 'Union Day', '08-08': 'Nane Nane' },
  },
  UG: {
    currency: 'UGX',
    utcOffsetHours: 3,
    mobileMoney: ['MTN MoMo', 'MTN MoMo', 'Airtel Money'],
    banks: ['Centenary Bank', 'Stanbic Bank'],
    holidays: { '06-03': 'Martyrs Day', '10-09': 'Independence Day' },
  },
  US: {
    currency: 'USD',
    utcOffsetHours: -5,
    mobileMoney: ['Cash App', 'Zelle'],
    banks: ['Chase', 'Bank of America'],
    holidays: { '07-04': 'Independence Day', '11-26': 'Thanksgiving' },
  },
  ZA: {
    currency: 'ZAR',
    utcOffsetHours: 2,
    mobileMoney: ['Cash Send', 'PayShap'],
    banks: ['Capitec', 'FNB'],
    holidays: { '08-09': "Women's Day", '09-24': 'Heritage Day', '12-16': 'Reconciliation Day' },
  },
};
