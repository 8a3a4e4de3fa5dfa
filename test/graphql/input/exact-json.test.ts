import { describe, expect, test } from '@jest/globals';
import { parseExactJson } from '../../../server/http/graphql/exact-json.js';

const parse = (text: string) => parseExactJson(text, 'The body');
const REFUSED = { code: 'BAD_USER_INPUT' };

describe('exact JSON', () => {
  test.each([
    '0',
    '-0',
    '1.0',
    '1e2',
    '1E+2',
    '0.1',
    '-12.50',
    '1e21',
    '0.000001',
    '1e-7',
    '9007199254740991',
    '-9007199254740992',
    '100000000000000000000',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '5e-324',
    '0e999999999999999999999',
  ])('%s is the number that it says', (source) => {
    expect(parse(`{"n":${source}}`)).toEqual({ n: Number(source) });
  });

  test.each([
    '9007199254740993',
    '12345678901234567890',
    '-12345678901234567890',
    '0.1234567890123456789',
    '1.00000000000000001',
    '1e400',
    '-1e400',
    '1e-400',
    '2e-324',
    '1e99999999999999999999',
    `1${'0'.repeat(400)}`,
    `0.${'0'.repeat(400)}1`,
    `1${'0'.repeat(100_000)}1${'0'.repeat(100_000)}1`,
  ])('case %# would be another number', (source) => {
    const refusal = { ...REFUSED, details: { field: 'a[1].n' } };
    expect(() => parse(`{"b":2,"a":[[1],{"n":${source}}]}`)).toThrow(expect.objectContaining(refusal));
  });

  test('is refused by the place that the client knows', () => {
    const inItem = '{"variables":{"input":[{"metadata":{"x":[2.0,"[,"]}},{"metadata":{"n":[1e400]}}]}}';
    expect(() => parse(inItem)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('variables.input[1].metadata.n[0]'),
        details: { field: 'metadata.n[0]', index: 1 },
      }),
    );
    expect(() => parse('{"variables":{"first":1e400}}')).toThrow(
      expect.objectContaining({ details: { field: 'first' } }),
    );
  });

  test('digits in texts and names are no numbers', () => {
    const text = '{"12345678901234567890":"9007199254740993 \\" 1e400","x\\"":[true,null,"{\\\\"]}';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061" :1}', 'a'],
    ['[{"x":{"b":{},"c":[{"b":1}],"b":[]}}]', '[0].x.b'],
    ['{"__proto__":{}}', '__proto__'],
    ['{"\\u005f_proto__":{}}', '__proto__'],
    ['{"constructor":{"prototype":{}}}', 'constructor.prototype'],
    ['{"a":["x","\\ud800"]}', 'a[1]'],
    ['{"a":{"\\udc00":1}}', 'a'],
  ])('%s is refused by name', (text, field) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ ...REFUSED, details: { field } }));
  });

  test('a name may come again in another object, and be that of a class', () => {
    const text = '{"a":{"a":[{"a":1},{"a":2}]},"constructor":"Mwangi & Sons","prototype":1}';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  test.each(['', '{', '{"a":01}', "{'a':1}", '{"a":NaN}', '[1,]', '"\\', '{"a', '['.repeat(200_000)])(
    'case %# is refused as no JSON',
    (text) => {
      expect(() => parse(text)).toThrow(expect.objectContaining(REFUSED));
    },
  );
});

describe('JSON that is nested', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}"[[[\\"[["${']'.repeat(depth)}`;

  test('is read as deep as anything is asked for, and refused beyond, also where it is none', () => {
    let value: unknown = parseExactJson(nested(200), 'The body');
    while (Array.isArray(value)) [value] = value as unknown[];
    expect(value).toBe('[[["[[');
    for (const text of [nested(201), '[{"a":'.repeat(200_000), '['.repeat(1_000_000)]) {
      expect(() => parseExactJson(text, 'The body')).toThrow('The body is nested deeper than 200 levels');
    }
  });
});
