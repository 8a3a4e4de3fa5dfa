import { describe, expect, test } from '@jest/globals';
import { integrityOf } from '../../../../dashboard/src/console/overview/integrity';

describe('The badge of the books', () => {
  const now = new Date('2026-03-15T10:00:00Z');
  const verified = {
    trialBalanced: true,
    lastVerifiedAt: '2026-03-15T09:00:00Z',
    lastVerifiedTransactions: 1_234,
    problems: 0,
    signing: 'READY',
  } as const;
  const unverified = {
    trialBalanced: true,
    lastVerifiedAt: null,
    lastVerifiedTransactions: null,
    problems: null,
    signing: 'READY',
  } as const;

  test('says when and what was verified', () => {
    const verdict = integrityOf(verified, now);
    expect(verdict.state).toBe('proved');
    expect(verdict.details).toMatch(/1 hour ago: 1,234 transactions, no problems/);
  });

  test('claims nothing when nobody has looked', () => {
    expect(integrityOf(unverified, now)).toMatchObject({
      state: 'unproved',
      title: 'Never verified.',
    });
  });

  test('is alarmed when nothing is signed, and says what else it knows', () => {
    for (const signing of ['KEY_MISSING', 'KEY_UNKNOWN'] as const) {
      const verdict = integrityOf({ ...verified, signing }, now);
      expect(verdict.state).toBe('wrong');
      expect(verdict.title).toContain('signing key');
      expect(verdict.details).toMatch(/Nothing is signed.+1,234 transactions, no problems/);
    }
  });

  test('is alarmed by a problem, and by books that do not balance, whatever was found before', () => {
    expect(integrityOf({ ...verified, problems: 1 }, now)).toMatchObject({
      state: 'wrong',
      title: '1 problem in the books.',
    });
    for (const integrity of [verified, unverified]) {
      expect(integrityOf({ ...integrity, trialBalanced: false }, now)).toMatchObject({
        state: 'wrong',
        title: 'The books do not balance.',
      });
    }
  });
});
