import { BAD, INVALID, times, type GraphqlCase, type Victims } from './hostile-input.js';

/** Queries that are expensive, or ask for other people's data. */
export function hostileReads({ wallet, strangersWallet }: Victims): readonly GraphqlCase[] {
  return [
    [
      '290 aliases of metadata',
      'customer',
      `{ transactions(first: 100) { nodes { ${times(290, (i) => `a${i}: metadata`)} } } }`,
      {},
      BAD,
    ],
    [
      'pages of pages',
      'customer',
      '{ wallets(first: 100) { nodes { transactions(first: 100) { nodes { id type status } } } } }',
      {},
      BAD,
    ],
    ['a page of 2 147 483 647', 'customer', '{ transactions(first: 2147483647) { nodes { id } } }', {}, BAD],
    ['a page of -1', 'customer', '{ transactions(first: -1) { nodes { id } } }', {}, BAD],
    [
      'a cursor of another list',
      'customer',
      '{ transactions(after: "d2FsbGV0IDE") { nodes { id } } }',
      {},
      BAD,
    ],
    [
      'a cursor of 30 kB',
      'customer',
      `{ transactions(after: "${'A'.repeat(30_000)}") { nodes { id } } }`,
      {},
      BAD,
    ],
    [
      '40 statements',
      'customer',
      `{ ${times(40, (i) => `a${i}: statement(walletId: "${wallet}", from: "2020-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z") { credits { count } }`)} }`,
      {},
      BAD,
    ],
    [
      '39 daily balances of years',
      'customer',
      `{ wallets { nodes { ${times(39, (i) => `a${i}: balanceSeries(from: "2026-01-01T00:00:00Z", to: "2026-12-25T00:00:00Z", bucket: DAY) { balance { amount } }`)} } } }`,
      {},
      BAD,
    ],
    [
      'a dozen summaries',
      'analyst',
      `{ ${times(12, (i) => `a${i}: adminSummary { series { count } }`)} }`,
      {},
      BAD,
    ],
    ['a dozen reports on risk', 'analyst', `{ ${times(12, (i) => `a${i}: riskSummary { asOf }`)} }`, {}, BAD],
    [
      'twenty totals',
      'analyst',
      `{ ${times(20, (i) => `a${i}: transactionTotals(filter: { search: "${i}" }) { complete }`)} }`,
      {},
      BAD,
    ],
    ['a summary by somebody who may not', 'customer', '{ adminSummary { asOf } }', {}, ['FORBIDDEN']],
    [
      'a list of users by somebody who may not',
      'customer',
      '{ users { nodes { email } } }',
      {},
      ['FORBIDDEN'],
    ],
    [
      'a wallet of somebody else',
      'customer',
      `{ wallet(id: "${strangersWallet}") { id } }`,
      {},
      ['NOT_FOUND'],
    ],
    [
      'a time in the year 275 760',
      'customer',
      `{ transactions(filter: { from: "+275760-09-13T00:00:00Z" }) { nodes { id } } }`,
      {},
      [...BAD, ...INVALID],
    ],
    [
      'a time zone of 10 kB',
      'customer',
      `{ wallets { nodes { monthlyFlows(months: 3, timeZone: "${'x'.repeat(10_000)}") { monthStart } } } }`,
      {},
      BAD,
    ],
  ];
}
