import fc from 'fast-check';

/** Texts as people write them, and texts that have broken lists, searches and spreadsheets before. */
const ODD_TEXTS = [
  'Rent for May',
  'rent',
  'Invoice 100%',
  'a_b',
  String.raw`C:\savings`,
  'She said "yes", twice',
  "O'Neill",
  '=1+1',
  '+254 700 000 000',
  '@market',
  '-5 % off',
  'two\nlines',
  'three\r\nmore\r\nlines',
  'tab\tbed',
  '🎉 party 👩‍👩‍👧',
  'İpek Yılmaz',
  'ışık',
  'Straße',
  'STRASSE',
  'Zoë',
  'Zoe\u0308',
  'crème brûlée',
  'cre\u0300me bru\u0302le\u0301e',
  'ﬁnance',
  'ＦＵＬＬ width',
  'ΟΔΥΣΣΕΥΣ',
  'المحفظة',
  'बचत',
  '積立',
  'null',
  '0',
];

/** Null, empty or blank as often as anything else; sometimes with blanks around it. */
export const note: fc.Arbitrary<string | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom('', '   ') },
  { weight: 6, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_TEXTS).map((text) => `  ${text} `) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...ODD_TEXTS), fc.nat(99)).map(([text, n]) => `${text} ${String(n)}`),
  },
);

/** Names of people and wallets have one line at least, and something to be seen. */
export const name: fc.Arbitrary<string> = fc.constantFrom(
  ...ODD_TEXTS.filter((text) => !/[\r\n\t]/.test(text)),
);

/** Ways to write a text that a search shall take for the same. */
const REWRITTEN: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFC'),
  (text) => ` ${text} `,
];

/** Something to search for: nothing at all, a part of what is there, however written, or what is nowhere. */
export function searches(texts: readonly (string | null)[]): fc.Arbitrary<string> {
  const there = texts.flatMap((text) => (text?.trim() ? [text] : []));
  const part = fc
    .tuple(fc.constantFrom(...there, 'rent'), fc.nat(), fc.nat(), fc.constantFrom(...REWRITTEN))
    .map(([text, from, length, rewrite]) => {
      // By characters, so that no half of one is asked for.
      const characters = Array.from(text);
      const start = from % characters.length;
      return rewrite(characters.slice(start, start + 1 + (length % characters.length)).join(''));
    });
  const whole = fc.tuple(fc.constantFrom(...there, 'rent'), fc.constantFrom(...REWRITTEN));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('', '  ', '%', '_', '\\', '"', "'", 'nowhere to be found') },
    { weight: 4, arbitrary: part },
    { weight: 2, arbitrary: whole.map(([text, rewrite]) => rewrite(text)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('ipek', 'IPEK', 'yılmaz', 'YILMAZ', 'zoë', 'strasse', 'ΟΔΥΣΣΕΥΣ', '%'),
    },
  );
}

/** Something, or nothing so many times as often. */
export function seldom<Value, Nothing>(
  something: fc.Arbitrary<Value>,
  nothing: Nothing,
  times: number,
): fc.Arbitrary<Value | Nothing> {
  return fc.oneof({ weight: times, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: something });
}
