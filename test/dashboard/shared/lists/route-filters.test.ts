import { describe, expect, test } from '@jest/globals';
import { readFilters, writeFilters } from '../../../../dashboard/src/shared/lists/useRouteFilters';
import {
  ACTIVITY_DEFAULTS,
  entryFilterOf,
  isOfEntries,
  isOfTransactions,
  transactionFilterOf,
} from '../../../../dashboard/src/saver/wallets/activity/activity';

const defaults = { status: 'POSTED', search: '', type: [] as readonly string[] };

describe('Filters in the URL', () => {
  test('What is written is read again, beside what else the URL says', () => {
    const values = { status: 'VOIDED', search: 'rent & food', type: ['DEPOSIT', 'TRANSFER'] };
    const query = writeFilters(defaults, values, { tab: 'all', search: 'old' });
    expect(query).toEqual({ tab: 'all', ...values });
    expect(readFilters(defaults, query)).toEqual(values);
  });

  test('Defaults are not written', () => {
    expect(writeFilters(defaults, defaults, {})).toEqual({});
    expect(readFilters(defaults, {})).toEqual(defaults);
  });

  test('What makes no sense is read as far as it does', () => {
    expect(readFilters(defaults, { status: ['A', 'B'], type: 'DEPOSIT', search: null })).toEqual({
      status: 'A',
      type: ['DEPOSIT'],
      search: '',
    });
  });
});

describe('The filters of an activity', () => {
  const none = { type: '', status: 'POSTED', from: '', to: '', search: '' };

  test('Completed movements come from the entries, the others have none', () => {
    expect(isOfEntries(none)).toBe(true);
    expect(isOfEntries({ ...none, status: 'nonsense' })).toBe(true);
    expect(isOfEntries({ ...none, status: 'PENDING' })).toBe(false);
    expect(transactionFilterOf({ ...none, status: 'PENDING' })).toEqual({ status: ['PENDING'] });
    expect(isOfTransactions(none)).toBe(false);
    expect(isOfTransactions(ACTIVITY_DEFAULTS)).toBe(true);
    expect(isOfEntries(ACTIVITY_DEFAULTS)).toBe(true);
    expect(transactionFilterOf(ACTIVITY_DEFAULTS)).toEqual({ status: ['PENDING', 'VOIDED'] });
  });

  test('Days are whole days of the reader, the last one included', () => {
    expect(
      entryFilterOf({ ...none, from: '2026-01-31', to: '2026-01-31', type: 'DEPOSIT', search: ' rent ' }),
    ).toEqual({
      type: ['DEPOSIT'],
      from: new Date(2026, 0, 31).toISOString(),
      to: new Date(2026, 1, 1).toISOString(),
      search: 'rent',
    });
  });

  test('What is not a day and no kind is left out', () => {
    expect(entryFilterOf({ ...none, from: 'yesterday', type: 'GIFT' })).toEqual({});
  });
});
