import { describe, expect, test } from '@jest/globals';
import {
  assertGoodPassword,
  type PasswordContext,
} from '../../../server/identity/passwords/password-policy.js';

const AMINA: PasswordContext = { email: 'amina.otieno@savers.example', displayName: 'Amina Otieno' };
const OPERATOR: PasswordContext = { email: 'ops@bank.example', role: 'OPERATOR' };

async function reasonAgainst(password: string, context = AMINA): Promise<string | undefined> {
  try {
    await assertGoodPassword(password, context);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'password' } });
    return error instanceof Error ? error.message : String(error);
  }
}

describe('A password is refused', () => {
  const COMMON = /^Many people use this password/;
  const WHOSE = /^This password says only whose it is/;
  const PATTERN = /^This password is a simple pattern/;
  test.each<[string, RegExp, PasswordContext?]>([
    ['seven77', /^A password has at least 8 characters$/],
    ['💰💰💰💰💰💰x', /^A password has at least 8 characters$/],
    ['e\u0301'.repeat(7), /^A password has at least 8 characters$/],
    ['x1'.repeat(65), /^A password has at most 128 characters$/],
    ['correct\u0000horse', /^A password has no control characters$/],
    ['correct\thorse', /^A password has no control characters$/],
    ['correct horse \ud800', /^A password has no control characters$/],
    ['password', WHOSE],
    ['Password2026!', WHOSE],
    ['nissmart-demo', WHOSE],
    ['Nissmart 2026', WHOSE],
    ['amina.otieno@savers.example', WHOSE],
    ['OtienoAmina1984', WHOSE],
    ['12345678', PATTERN],
    ['1234567890123456', PATTERN],
    ['zyxwvuts', PATTERN],
    ['aaaaaaaaaaaa', PATTERN],
    ['abcabcabcab', PATTERN],
    ['iloveyou1', COMMON],
    ['QWERTYUIOP', COMMON],
    ['sunshine2026!', COMMON],
    ['fourteen signs', /^The password of staff has at least 15 characters$/, OPERATOR],
    ['ops-operator-bank', WHOSE, { ...OPERATOR, displayName: 'Bank operator' }],
    ['123456789012345', PATTERN, OPERATOR],
  ])('%j, because: %s', async (password, reason, context = AMINA) => {
    expect(await reasonAgainst(password, context)).toMatch(reason);
  });
});

test.each<[string, PasswordContext?]>([
  ['correct horse battery staple'],
  ['kiboko na paka'],
  ['xkqzvbwj'],
  ['Amina sells mangoes'],
  ['nywila yangu ndefu'],
  ['💰🐘🌍🍌🚲🌧️🎈'],
  ['é'.repeat(3) + 'ü'.repeat(3) + 'lava'],
  ['💰🐘'.repeat(3) + 'x'.repeat(122)],
  ['fifteen letters', OPERATOR],
])('%j is good enough', async (password, context = AMINA) => {
  expect(await reasonAgainst(password, context)).toBeUndefined();
});
