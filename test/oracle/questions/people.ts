import fc from 'fast-check';
import { PAGE_INFO } from '../product/walking.js';
import { searches } from '../product/texts.js';
import type { World } from '../product/world.js';
import type { Facts } from '../truth/facts.js';
import {
  tokensOf,
  usersFor,
  viewOfToken,
  viewOfUser,
  viewOfWallet,
  walletsFor,
  walletTotals,
  type UserFilter,
  type WalletFilter,
} from '../truth/people.js';
import {
  door,
  given,
  listQuestion,
  maybe,
  moments,
  way,
  someOf,
  staffOf,
  valueAtDoor,
  valueQuestion,
  viewers,
  worded,
  type Question,
} from './question.js';

const MONEY = '{ amount currency minorUnits }';
const BALANCE = `balance { posted ${MONEY} available ${MONEY} held ${MONEY} incoming ${MONEY} }`;
const WALLET = `{ id name currency kind status createdAt owner { id displayName } ${BALANCE} }`;
const USER = '{ id email displayName role status createdAt }';

function walletFilters({ tables }: Facts): fc.Arbitrary<WalletFilter> {
  const names = [...tables.wallets.map(({ name }) => name), ...tables.users.map((user) => user.display_name)];
  return fc
    .record({
      currency: maybe(fc.constantFrom('KES', 'JPY', 'KWD', 'USD')),
      kind: maybe(someOf('CUSTOMER', 'TREASURY', 'ESCROW')),
      status: maybe(someOf('ACTIVE', 'FROZEN', 'CLOSED')),
      ownerId: maybe(fc.constantFrom(...tables.users.map(({ id }) => id))),
      search: maybe(fc.oneof(searches(names), fc.constantFrom(...tables.wallets.map(({ id }) => id)))),
    })
    .map(given);
}

/** The list `wallets`. */
export function walletQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  return fc
    .record({ person: viewers(world), door, way, filter: walletFilters(facts) })
    .map(({ filter, ...asking }) => {
      const { person } = asking;
      const list = {
        document: (variables: string, paging: string) =>
          `query (${variables}, $filter: WalletFilter) { wallets(${paging}, filter: $filter) { nodes ${WALLET} ${PAGE_INFO} } }`,
        variables: { filter },
        path: 'wallets',
        order: 'WalletOrder',
        natural: 'OLDEST_FIRST' as const,
        rest: '/api/wallets',
        query: worded(filter),
      };
      const rows = walletsFor(facts, person, filter);
      return listQuestion(
        asking,
        list,
        rows.map((row) => viewOfWallet(facts, row)),
      );
    });
}

/** The list `user.wallets`: of oneself, and for staff of anybody. */
export function userWalletQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const whose = fc.constantFrom(...facts.tables.users.map(({ id }) => id));
  return fc
    .record({ person: viewers(world), way, filter: walletFilters(facts), whose })
    .map(({ filter, whose, ...rest }) => {
      const asking = { ...rest, door: 'GraphQL' } as const;
      const { person } = asking;
      const isCustomer = person.role === 'CUSTOMER';
      const id = isCustomer ? person.id : whose;
      const wallets = (paging: string) =>
        `{ wallets(${paging}, filter: $filter) { nodes ${WALLET} ${PAGE_INFO} } }`;
      const list = {
        document: (variables: string, paging: string) =>
          isCustomer
            ? `query (${variables}, $filter: WalletFilter) { me ${wallets(paging)} }`
            : `query (${variables}, $filter: WalletFilter, $id: ID!) { user(id: $id) ${wallets(paging)} }`,
        variables: { filter, id },
        path: isCustomer ? 'me.wallets' : 'user.wallets',
        order: 'WalletOrder',
        natural: 'OLDEST_FIRST' as const,
        rest: '',
        query: { ...filter, id },
      };
      const rows = walletsFor(facts, person, filter).filter((row) => row.owner_id === id);
      return listQuestion(
        asking,
        list,
        rows.map((row) => viewOfWallet(facts, row)),
      );
    });
}

export function walletTotalQuestions(world: World): fc.Arbitrary<Question> {
  const query = `query ($filter: WalletFilter) { walletTotals(filter: $filter) { currency count amount ${MONEY} } }`;
  return fc.tuple(staffOf(world), door, walletFilters(world.facts)).map(([person, door, filter]) =>
    valueAtDoor(person, door, {
      query,
      variables: { filter },
      path: 'walletTotals',
      rest: '/api/wallet-totals',
      asked: worded(filter),
      inRest: 'data',
      expected: walletTotals(world.facts, person, filter),
    }),
  );
}

function userFilters(facts: Facts): fc.Arbitrary<UserFilter> {
  const { users } = facts.tables;
  const names = users.flatMap((user) => [user.display_name, user.email]);
  return fc
    .record({
      role: maybe(someOf('CUSTOMER', 'ANALYST', 'OPERATOR')),
      status: maybe(someOf('ACTIVE', 'SUSPENDED')),
      from: maybe(moments(facts)),
      to: maybe(moments(facts)),
      search: maybe(fc.oneof(searches(names), fc.constantFrom(...users.map(({ id }) => id)))),
    })
    .map(given);
}

/** The list `users`. */
export function userQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  return fc
    .record({ person: staffOf(world), door, way, all: userFilters(facts), inFilter: fc.boolean() })
    .map(({ all, inFilter, ...asking }) => {
      // The search stands in the filter, or beside it as it used to.
      const { search, ...rest } = all;
      const filter = inFilter ? all : rest;
      const list = {
        document: (
          variables: string,
          paging: string,
        ) => `query (${variables}, $filter: UserFilter, $search: String) {
          users(${paging}, filter: $filter, search: $search) { nodes ${USER} ${PAGE_INFO} } }`,
        variables: { filter: worded(filter), ...(!inFilter && { search }) },
        path: 'users',
        order: 'UserOrder',
        natural: 'OLDEST_FIRST' as const,
        rest: '/api/users',
        query: worded(all),
      };
      return listQuestion(asking, list, usersFor(facts, all).map(viewOfUser));
    });
}

export function userCountQuestions(world: World): fc.Arbitrary<Question> {
  const query = `query ($filter: UserFilter, $search: String) { userCount(filter: $filter, search: $search) }`;
  return fc.tuple(staffOf(world), userFilters(world.facts)).map(([person, all]) => {
    const { search, ...filter } = all;
    const variables = { filter: worded(filter), search };
    return valueQuestion(person, query, variables, 'userCount', usersFor(world.facts, all).length);
  });
}

/** The list `apiTokens`: one's own, and for staff everybody's. */
export function tokenQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const token = '{ id name role access ending status createdAt expiresAt revokedAt }';
  const owners = facts.tables.apiTokens.map((row) => row.user_id);
  return fc
    .record({
      ...{ person: viewers(world), door, way },
      whose: fc.constantFrom(world.operator.id, ...owners),
      status: maybe(someOf('ACTIVE', 'EXPIRED', 'REVOKED')),
    })
    .map(({ whose, status, ...rest }) => {
      const { person } = rest;
      const own = person.role === 'CUSTOMER' || rest.door === 'REST';
      const id = own ? person.id : whose;
      const list = {
        document: (
          variables: string,
          paging: string,
        ) => `query (${variables}, $status: [ApiTokenStatus!], $id: ID!) {
          user(id: $id) { apiTokens(${paging}, status: $status) { nodes ${token} ${PAGE_INFO} } } }`,
        variables: { status, id },
        path: 'user.apiTokens',
        order: 'ApiTokenOrder',
        natural: 'NEWEST_FIRST' as const,
        rest: '/api/tokens',
        query: { status, ...(!own && { id }) },
      };
      const asking = { ...rest, door: own ? 'REST' : rest.door } as const;
      return listQuestion(
        asking,
        list,
        tokensOf(facts, id, status).map((row) => viewOfToken(facts, row)),
      );
    });
}
