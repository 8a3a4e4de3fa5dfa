import fc from 'fast-check';
import { searches } from '../product/texts.js';
import { PAGE_INFO } from '../product/walking.js';
import type { World } from '../product/world.js';
import type { Facts } from '../truth/facts.js';
import {
  auditEventsFor,
  batchesFor,
  declineCounts,
  declinesFor,
  reusedKeysFor,
  viewOfAuditEvent,
  viewOfBatch,
  viewOfDecline,
  viewOfReusedKey,
} from '../truth/operations.js';
import {
  door,
  given,
  listQuestion,
  maybe,
  moments,
  way,
  someOf,
  staffOf,
  tiedBy,
  valueAtDoor,
  valueQuestion,
  viewers,
  worded,
  type Question,
} from './question.js';

const REJECTION = 'rejection { code message details }';

/** Generates the arguments that the lists of operations have in common. */
function about(facts: Facts) {
  return {
    userId: maybe(fc.constantFrom(...facts.tables.users.map(({ id }) => id))),
    from: maybe(moments(facts)),
    to: maybe(moments(facts)),
  };
}

function declineFilters(facts: Facts) {
  const codes = facts.tables.records.flatMap(({ rejection_code: code }) => code ?? []);
  return fc
    .record({ ...about(facts), code: maybe(someOf('INVALID_STATE', 'SAME_WALLET', ...new Set(codes))) })
    .map(given);
}

/** The list `declines`. */
export function declineQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  return fc
    .record({ person: staffOf(world), door, way, filter: declineFilters(facts) })
    .map(({ filter, ...asking }) => {
      const list = {
        document: (variables: string, paging: string) => `query (${variables}, $filter: DeclineFilter) {
          declines(${paging}, filter: $filter) {
            nodes { key operation createdAt user { id displayName } ${REJECTION} } ${PAGE_INFO} } }`,
        variables: { filter: worded(filter) },
        path: 'declines',
        order: 'DeclineOrder',
        natural: 'NEWEST_FIRST' as const,
        rest: '/api/declines',
        query: worded(filter),
      };
      const rows = declinesFor(facts, filter).map((row) => viewOfDecline(facts, row));
      return listQuestion(asking, list, rows, tiedBy('createdAt'));
    });
}

export function declineCountQuestions(world: World): fc.Arbitrary<Question> {
  const query = `query ($filter: DeclineFilter) { declineCounts(filter: $filter) { code count } }`;
  return fc.tuple(staffOf(world), door, declineFilters(world.facts)).map(([person, door, filter]) =>
    valueAtDoor(person, door, {
      query,
      variables: { filter: worded(filter) },
      path: 'declineCounts',
      rest: '/api/decline-counts',
      asked: worded(filter),
      inRest: 'data',
      expected: declineCounts(world.facts, filter),
    }),
  );
}

/** The list `reusedKeys`. */
export function reusedKeyQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const filters = fc.record({ ...about(facts), conflicting: maybe(fc.boolean()) }).map(given);
  return fc.record({ person: staffOf(world), door, way, filter: filters }).map(({ filter, ...asking }) => {
    const list = {
      document: (variables: string, paging: string) => `query (${variables}, $filter: ReusedKeyFilter) {
        reusedKeys(${paging}, filter: $filter) { nodes { key replays conflicts lastAt user { id }
          record { operation createdAt transaction { id } wallet { id } batch { id } ${REJECTION} } } ${PAGE_INFO} } }`,
      variables: { filter: worded(filter) },
      path: 'reusedKeys',
      order: 'ReusedKeyOrder',
      natural: 'NEWEST_FIRST' as const,
      rest: '/api/reused-keys',
      query: worded(filter),
    };
    return listQuestion(
      asking,
      list,
      reusedKeysFor(facts, filter).map((use) => viewOfReusedKey(facts, use)),
      tiedBy('lastAt'),
    );
  });
}

/** The list `auditEvents`. */
export function auditQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const { auditEvents, wallets } = facts.tables;
  const actions = [
    ...new Set(['WALLET_CLOSED', 'USER_SUSPENDED', ...auditEvents.map(({ action }) => action)]),
  ];
  const transactions = auditEvents.flatMap((row) => row.transaction_id ?? []);
  const actors = [world.operator.id, ...auditEvents.flatMap((row) => row.actor_id ?? [])];
  const filters = fc
    .record({
      ...about(facts),
      action: maybe(someOf(...actions)),
      actorId: maybe(fc.constantFrom(...actors)),
      transactionId: maybe(fc.constantFrom(...transactions, world.operator.id)),
      walletId: maybe(fc.constantFrom(...wallets.map(({ id }) => id))),
    })
    .map(given);
  return fc.record({ person: staffOf(world), door, way, filter: filters }).map(({ filter, ...asking }) => {
    const list = {
      document: (variables: string, paging: string) => `query (${variables}, $filter: AuditEventFilter) {
        auditEvents(${paging}, filter: $filter) { nodes { sequence at action reason details hash
          actor { id } transaction { id } wallet { id } user { id } } ${PAGE_INFO} } }`,
      variables: { filter: worded(filter) },
      path: 'auditEvents',
      order: 'AuditEventOrder',
      natural: 'NEWEST_FIRST' as const,
      rest: '/api/audit-events',
      query: worded(filter),
    };
    // Questions that are refused, and exports, have added to the log since the rows were read.
    const untilThen = (rows: readonly unknown[]) =>
      rows.filter((row) => Number(Reflect.get(Object(row) as object, 'sequence')) <= auditEvents.length);
    return listQuestion(asking, list, auditEventsFor(facts, filter).map(viewOfAuditEvent), untilThen);
  });
}

/** A batch, with a stretch of its items; somebody else's is not found. */
export function batchQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const query = `query ($id: ID!, $from: Int!, $first: Int!) { transferBatch(id: $id) {
    id mode itemCount createdAt transferred
    items(from: $from, first: $first) { index transaction { id } error { code message details } } } }`;
  return fc
    .record({
      person: viewers(world),
      batch: fc.constantFrom(...facts.tables.batches),
      from: fc.nat(4),
      first: fc.constantFrom(0, 1, 2, 7, 1_000),
    })
    .map(({ person, batch, from, first }) => {
      const isSeen = batchesFor(facts, person).includes(batch);
      const expected = isSeen
        ? viewOfBatch(facts, batch, from, first)
        : { extensions: { code: 'NOT_FOUND' } };
      return valueQuestion(person, query, { id: batch.id, from, first }, 'transferBatch', expected);
    });
}

/** The list `transferBatches`. */
export function batchListQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const { batches, users } = facts.tables;
  const names = users.flatMap((user) => [user.display_name, user.email]);
  const filters = fc
    .record({
      ...about(facts),
      search: maybe(fc.oneof(searches(names), fc.constantFrom(...batches.map(({ id }) => id)))),
    })
    .map(given);
  return fc.record({ person: viewers(world), door, way, filter: filters }).map(({ filter, ...asking }) => {
    const list = {
      document: (variables: string, paging: string) => `query (${variables}, $filter: TransferBatchFilter) {
        transferBatches(${paging}, filter: $filter) { nodes { id mode itemCount createdAt transferred } ${PAGE_INFO} } }`,
      variables: { filter: worded(filter) },
      path: 'transferBatches',
      order: 'TransferBatchOrder',
      natural: 'NEWEST_FIRST' as const,
      rest: '/api/transfer-batches',
      query: worded(filter),
    };
    // The outcomes of the items are queried for each batch by itself.
    const rows = batchesFor(facts, asking.person, filter).map((row) => viewOfBatch(facts, row));
    return listQuestion(
      asking,
      list,
      rows.map(({ items: _, ...row }) => row),
    );
  });
}
