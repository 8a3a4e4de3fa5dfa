import { describe, expect, test } from '@jest/globals';
import { readAllowances, seriousProblems } from '../../scripts/audit-report.js';

const ADVISORY = 'GHSA-aaaa-bbbb-cccc';

function answerWith(severity: string): string {
  const url = `https://github.com/advisories/${ADVISORY}`;
  const advisory = { url, title: 'It reads too far', severity, name: 'deep', range: '<4.0.0', source: 1 };
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      deep: { name: 'deep', severity, via: [advisory] },
      shallow: { name: 'shallow', severity, via: ['deep'] },
    },
  });
}

function allowedUntil(until: string) {
  return readAllowances(
    JSON.stringify([{ advisory: ADVISORY, reason: 'Nothing from outside ever reaches it', until }]),
  );
}

describe('The audit of packages', () => {
  test.each(['high', 'critical'])('names a vulnerability that is %s, once', (severity) => {
    expect(seriousProblems(answerWith(severity), [], '2026-06-01')).toEqual([
      `deep <4.0.0: ${severity}, It reads too far (https://github.com/advisories/${ADVISORY})`,
    ]);
  });

  test.each(['moderate', 'low', 'info'])('lets one pass that is %s', (severity) => {
    expect(seriousProblems(answerWith(severity), [], '2026-06-01')).toEqual([]);
  });

  test('lets one pass that is allowed, until the last day of that', () => {
    const allowed = allowedUntil('2026-06-01');
    expect(seriousProblems(answerWith('high'), allowed, '2026-06-01')).toEqual([]);
    expect(seriousProblems(answerWith('high'), allowed, '2026-06-02')).toEqual([
      expect.stringContaining('; it was allowed until 2026-06-01'),
    ]);
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['an error', '{"message": "405 Method Not Allowed", "statusCode": 405, "error": {"summary": ""}}'],
  ])('is no report when the registry answers with %s', (_what, answer) => {
    expect(seriousProblems(answer, [], '2026-06-01')).toBeUndefined();
  });

  test.each([
    { advisory: ADVISORY, until: '2026-06-01' },
    { advisory: ADVISORY, reason: 'no', until: '2026-06-01' },
    { advisory: ADVISORY, reason: 'Nothing from outside ever reaches it' },
    { advisory: ADVISORY, reason: 'Nothing from outside ever reaches it', until: 'never' },
  ])('refuses an allowance without a reason or an end: %j', (allowance) => {
    expect(() => readAllowances(JSON.stringify([allowance]))).toThrow();
  });
});
