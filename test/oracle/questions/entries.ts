import fc from 'fast-check';
import { PAGE_INFO } from '../product/walking.js';
import { searches } from '../product/texts.js';
import type { World } from '../product/world.js';
import type { Facts } from '../truth/facts.js';
import { statementEntries, statementFigures } from '../truth/history.js';
import { entryMatches, viewOfEntry, type EntryFilter } from '../truth/transactions.js';
import {
  door,
  given,
  listQuestion,
  maybe,
  momentsNear,
  ranges,
  way,
  someOf,
  valueQuestion,
  viewers,
  worded,
  type Question,
} from './question.js';

const MONEY = '{ amount currency minorUnits }';
const ENTRY = `{ id sequence amount ${MONEY} balanceAfter ${MONEY} createdAt transaction { id } }`;

export function entryFilters(facts: Facts, entries = facts.tables.entries): fc.Arbitrary<EntryFilter> {
  const booked = [facts.now, ...entries.map((entry) => entry.created_at)];
  const notes = facts.tables.transactions.flatMap((row) => [row.description, row.reference]);
  const ids = facts.tables.transactions.map(({ id }) => id);
  return fc
    .record({
      type: maybe(someOf('DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL')),
      from: maybe(momentsNear(booked)),
      to: maybe(momentsNear(booked)),
      search: maybe(fc.oneof(searches(notes), fc.constantFrom(...ids))),
    })
    .map(given);
}

/** A person and a wallet that they see; undefined where there is none. */
function walletsSeen(world: World) {
  const { facts } = world;
  return fc.tuple(viewers(world), fc.nat()).map(([person, index]) => {
    const seen = facts.tables.wallets.filter(({ id }) => facts.maySeeWallet(person, id));
    const wallet = seen[index % seen.length];
    return wallet ? { person, id: wallet.id } : { person: world.operator, id: world.wallets[0]?.id ?? '' };
  });
}

/** The list `wallet.entries`. */
export function entryQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  return fc
    .record({ seen: walletsSeen(world), door, way })
    .chain((asking) =>
      entryFilters(facts, facts.entriesOfWallet(asking.seen.id)).map((filter) => ({ ...asking, filter })),
    )
    .map(({ seen: { person, id }, door, way, filter }) => {
      const query = worded(filter);
      const list = {
        document: (
          variables: string,
          paging: string,
        ) => `query (${variables}, $filter: EntryFilter, $id: ID!) {
          wallet(id: $id) { entries(${paging}, filter: $filter) { nodes ${ENTRY} ${PAGE_INFO} } } }`,
        variables: { filter: query, id },
        path: 'wallet.entries',
        order: 'EntryOrder',
        natural: 'NEWEST_FIRST' as const,
        rest: `/api/wallets/${id}/entries`,
        query: { ...query, ...(door === 'GraphQL' && { id }) },
      };
      // Newest first.
      const rows = facts
        .entriesOfWallet(id)
        .filter((entry) => entryMatches(facts, entry, filter))
        .toReversed();
      return listQuestion(
        { person, door, way },
        list,
        rows.map((entry) => viewOfEntry(facts, entry)),
      );
    });
}

/** The figures of a statement, and its entries page by page. */
export function statementQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const ask = 'statement(walletId: $id, from: $from, to: $to)';
  const total = `{ currency count amount ${MONEY} }`;
  const figures = `query ($id: ID!, $from: DateTime!, $to: DateTime!) { ${ask} {
    from to opening ${MONEY} closing ${MONEY} credits ${total} debits ${total} } }`;
  return fc
    .record({ seen: walletsSeen(world), way, range: ranges(facts), whole: fc.boolean() })
    .map(({ seen: { person, id }, way, range, whole }) => {
      const variables = { id, ...worded(range) };
      if (whole) {
        const expected = statementFigures(facts, id, range.from, range.to);
        return valueQuestion(person, figures, variables, 'statement', expected);
      }
      const list = {
        document: (
          variables: string,
          paging: string,
        ) => `query (${variables}, $id: ID!, $from: DateTime!, $to: DateTime!) {
          ${ask} { entries(${paging}) { nodes ${ENTRY} ${PAGE_INFO} } } }`,
        variables,
        path: 'statement.entries',
        order: 'EntryOrder',
        natural: 'OLDEST_FIRST' as const,
        rest: '',
        query: variables,
      };
      const rows = statementEntries(facts, id, range.from, range.to).map((entry) =>
        viewOfEntry(facts, entry),
      );
      return listQuestion({ person, door: 'GraphQL', way }, list, rows);
    });
}
