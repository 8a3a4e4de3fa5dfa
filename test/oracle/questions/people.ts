import fc from 'fast-check';
import { PAGE_INFO, PAGING } from '../product/walking.js';
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
  houseLast,
  listQuestion,
  maybe,
  moments,
  size,
  someOf,
  staffOf,
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
    .record({ person: viewers(world), door, size, filter: walletFilters(facts) })
    .map(({ filter, ...asking }) => {
      const { person } = asking;
      const list = {
        document: (paging: string) =>
          `query (${PAGING}, $filter: WalletFilter) { wallets(${paging}, filter: $filter) { nodes ${WALLET} ${PAGE_INFO} } }`,
        variables: { filter },
        path: 'wallets',
        rest: '/api/wallets',
        query: worded(filter),
      };
      const rows = walletsFor(facts, person, filter);
      return listQuestion(
        asking,
        list,
        rows.map((row) => viewOfWallet(facts, row)),
        houseLast,
      );
    });
}

/** The list `user.wallets`: of oneself, and for staff of anybody. */
export function userWalletQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const whose = fc.constantFrom(...facts.tables.users.map(({ id }) => id));
  return fc
    .record({ person: viewers(world), size, filter: walletFilters(facts), whose })
    .map(({ filter, whose, ...rest }) => {
      const asking = { ...rest, door: 'GraphQL' } as const;
      const { person } = asking;
      const isCustomer = person.role === 'CUSTOMER';
      const id = isCustomer ? person.id : whose;
      const wallets = (paging: string) =>
        `{ wallets(${paging}, filter: $filter) { nodes ${WALLET} ${PAGE_INFO} } }`;
      const list = {
        document: (paging: string) =>
          isCustomer
            ? `query (${PAGING}, $filter: WalletFilter) { me ${wallets(paging)} }`
            : `query (${PAGING}, $filter: WalletFilter, $id: ID!) { user(id: $id) ${wallets(paging)} }`,
        variables: { filter, id },
        path: isCustomer ? 'me.wallets' : 'user.wallets',
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
  return fc
    .tuple(staffOf(world), walletFilters(world.facts))
    .map(([person, filter]) =>
      valueQuestion(person, query, { filter }, 'walletTotals', walletTotals(world.facts, person, filter)),
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
    .record({ person: staffOf(world), door, size, all: userFilters(facts) })
    .map(({ all, ...asking }) => {
      const { search, ...filter } = all;
      const list = {
        document: (paging: string) => `query (${PAGING}, $filter: UserFilter, $search: String) {
          users(${paging}, filter: $filter, search: $search) { nodes ${USER} ${PAGE_INFO} } }`,
        variables: { filter: worded(filter), search },
        path: 'users',
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
      ...{ person: viewers(world), door, size },
      whose: fc.constantFrom(world.operator.id, ...owners),
      status: maybe(someOf('ACTIVE', 'EXPIRED', 'REVOKED')),
    })
    .map(({ whose, status, ...rest }) => {
      const { person } = rest;
      const own = person.role === 'CUSTOMER' || rest.door === 'REST';
      const id = own ? person.id : whose;
      const list = {
        document: (paging: string) => `query (${PAGING}, $status: [ApiTokenStatus!], $id: ID!) {
          user(id: $id) { apiTokens(${paging}, status: $status) { nodes ${token} ${PAGE_INFO} } } }`,
        variables: { status, id },
        path: 'user.apiTokens',
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
