import type { Currency } from '../ledger/money/currencies.js';

export type CountryCode = 'GB' | 'GH' | 'KE' | 'NG' | 'RW' | 'TZ' | 'UG' | 'US' | 'ZA';
type Some = readonly [string, ...string[]];

/** Local names and settings that make the demo data of a country realistic. */
export interface Country {
  readonly currency: Currency;
  /** In whole hours, without daylight saving time: an hour more or less shows in no chart. */
  readonly utcOffsetHours: number;
  /** Providers of mobile money; a name that is listed twice is chosen twice as often. */
  readonly mobileMoney: Some;
  readonly banks: Some;
}

export const COUNTRIES: Readonly<Record<CountryCode, Country>> = {
  GB: country('GBP', 0, ['Open Banking'], ['Monzo', 'Barclays']),
  GH: country('GHS', 0, ['MTN MoMo', 'Telecel Cash'], ['GCB Bank', 'Ecobank']),
  KE: country('KES', 3, ['M-PESA', 'M-PESA', 'Airtel Money'], ['Equity Bank', 'KCB', 'Co-op Bank']),
  NG: country('NGN', 1, ['OPay', 'PalmPay'], ['GTBank', 'Access Bank', 'Zenith Bank']),
  RW: country('RWF', 2, ['MTN MoMo', 'Airtel Money'], ['Bank of Kigali']),
  TZ: country('TZS', 3, ['M-Pesa', 'Mixx by Yas'], ['CRDB', 'NMB']),
  UG: country('UGX', 3, ['MTN MoMo', 'MTN MoMo', 'Airtel Money'], ['Centenary Bank', 'Stanbic Bank']),
  US: country('USD', -5, ['Cash App', 'Zelle'], ['Chase', 'Bank of America']),
  ZA: country('ZAR', 2, ['Cash Send', 'PayShap'], ['Capitec', 'FNB']),
};

function country(currency: Currency, utcOffsetHours: number, mobileMoney: Some, banks: Some): Country {
  return { currency, utcOffsetHours, mobileMoney, banks };
}

/** Names of holidays by month and day, such as `05-01`. */
type Holidays = Readonly<Record<string, string>>;

const EVERYWHERE: Holidays = { '01-01': 'New Year', '05-01': 'Labour Day weekend', '12-25': 'Christmas' };
const HOLIDAYS: Readonly<Record<CountryCode, Holidays>> = {
  GB: { '08-31': 'Bank holiday' },
  GH: { '03-06': 'Independence Day', '07-01': 'Republic Day' },
  KE: { '06-01': 'Madaraka Day', '10-20': 'Mashujaa Day', '12-12': 'Jamhuri Day' },
  NG: { '06-12': 'Democracy Day', '10-01': 'Independence Day' },
  RW: { '07-04': 'Liberation Day', '08-07': 'Umuganura' },
  TZ: { '04-26': 'Union Day', '08-08': 'Nane Nane' },
  UG: { '06-03': 'Martyrs Day', '10-09': 'Independence Day' },
  US: { '07-04': 'Independence Day', '11-26': 'Thanksgiving' },
  ZA: { '08-09': "Women's Day", '09-24': 'Heritage Day', '12-16': 'Reconciliation Day' },
};

/** Returns the holiday of a country on a month and day such as `05-01`. */
export function holidayOn(monthAndDay: string, code: CountryCode): string | undefined {
  return HOLIDAYS[code][monthAndDay] ?? EVERYWHERE[monthAndDay];
}
