import { describe, expect, test } from '@jest/globals';
import { settingInWords } from '../../../../dashboard/src/console/audit/audit-settings';

describe('The audit log says what a setting was made of', () => {
  test.each([
    [
      'RISK_THRESHOLD_SET',
      { kind: 'TOP_HOLDER_SHARE', currency: 'KES', threshold: '0.3000', before: '0.7500' },
      'Share of the largest holder, KES, above 30.00% (before: 75.00%)',
    ],
    [
      'RISK_THRESHOLD_SET',
      { kind: 'PENDING_AGE', currency: 'UGX', threshold: '48.0', before: null },
      'Oldest that waits, UGX, above 48 h',
    ],
    [
      'RISK_THRESHOLD_SET',
      { kind: 'NET_OUTFLOW', currency: 'USD', threshold: null, before: '1000.00' },
      'Net outflow of a day, USD: taken away (before: $1,000.00)',
    ],
    [
      'REVIEW_RULE_SET',
      { currency: 'USD', withdrawalsAbove: '1.00', before: '60000.00' },
      'Withdrawals in USD, above $1.00 (before: $60,000.00)',
    ],
  ])('%s with %j', (action, details, words) => {
    expect(settingInWords(action, details)).toBe(words);
  });

  test('Of what is no setting it says nothing', () => {
    expect(settingInWords('WALLET_FROZEN', null)).toBeUndefined();
    expect(settingInWords('TRANSFER_BATCH_SENT', { count: 3 })).toBeUndefined();
  });
});
