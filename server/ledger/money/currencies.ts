/**
 * The current ISO 4217 codes with the number of digits after the decimal separator, as the standard's list of current
 * currencies gives them (SIX, List One). Fund codes, precious metals and testing codes are left out: nobody saves in them.
 */
const CODES_BY_EXPONENT = {
  0: ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  2: [
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC',
    'CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR',
    'JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD',
    'NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN',
    'SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
  3: ['BHD IQD JOD KWD LYD OMR TND'],
} as const;

type Words<Text extends string> = Text extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : Text;
type Listed = (typeof CODES_BY_EXPONENT)[keyof typeof CODES_BY_EXPONENT][number];

/** An ISO 4217 alphabetic code. */
export type Currency = Words<Listed>;

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, codes]) =>
    codes.flatMap((line) => line.split(' ')).map((code) => [code, Number(exponent)] as const),
  ),
);

/** Every supported code, in alphabetical order. */
export const CURRENCIES: readonly Currency[] = [...EXPONENTS.keys()].filter(isCurrency).sort();

/** Returns the number of digits after the decimal separator: 2 for KES, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: Currency): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) throw new TypeError(`${currency} is not a supported currency`);
  return exponent;
}

export function isCurrency(code: string): code is Currency {
  return EXPONENTS.has(code);
}
