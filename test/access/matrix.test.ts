import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildGraphqlSchema } from '../../server/graphql/schema.js';
import { books } from '../support/books.js';
import { useApi } from '../support/api.js';
import { SettableClock } from '../support/clock.js';
import { rawRows } from '../support/raw-sql.js';
import { ASKED, ASKED_OF_ROUTES, type Asked } from './asked.js';
import { byGraphql, byRest, byStream, filling, type Fill, type Heard } from './asking.js';
import { gather, possessionsOf, SECRET, type Caller, type Own } from './callers.js';
import { EXPECTED, EXPECTED_OF_ROUTES, type ByObject, type Row } from './expected.js';

const clock = new SettableClock();
const api = useApi({}, { clock });
let callers: readonly Caller[];
let victim: Own;
let victimEmail: string;
let sink: string;

beforeAll(async () => {
  sink = await (await api.customer('Sink')).wallet({ name: 'Sink' });
  callers = await gather(api, clock, sink);
  const amina = await api.customer('Amina');
  victimEmail = amina.email;
  victim = await possessionsOf(api, amina, sink, SECRET);
});

/** A way to ask for the same. */
interface Way {
  readonly name: string;
  readonly ask: (caller: Caller, fill: Fill) => Promise<Heard>;
}

function waysOf(coordinate: string, { graphql, rest = [] }: Asked): Way[] {
  const routes = rest.map(([route, body]) => restWay(route, body));
  if (!coordinate.startsWith('Subscription.'))
    return [
      { name: 'GraphQL', ask: async (caller, fill) => byGraphql(caller, coordinate, fill(graphql)) },
      ...routes,
    ];
  return (['GET', 'POST'] as const).map((method) => ({
    name: `stream by ${method}`,
    ask: async ({ client }, fill) => byStream(client, fill(graphql), method),
  }));
}

function restWay(route: string, body?: object): Way {
  return {
    name: route,
    ask: async ({ client }, fill) =>
      byRest(client, fill(route), body && (JSON.parse(fill(JSON.stringify(body))) as object)),
  };
}

interface Cell {
  readonly what: string;
  readonly caller: Caller;
  readonly expected: string;
  readonly ask: () => Promise<Heard>;
}

function cellsOf(row: Row | ByObject, asked: Pick<Asked, 'of' | 'once'>, ways: readonly Way[]): Cell[] {
  const rows = typeof row === 'string' ? { own: row } : row;
  return (['own', 'other', 'missing'] as const).flatMap((object) => {
    const marks = Array.from((rows[object] ?? '').replaceAll(' ', ''));
    return marks.flatMap((mark, index) => {
      const caller = callers[index];
      if (!caller) throw new Error(`A row has more marks than there are callers: ${marks.join('')}`);
      if (mark === '.') return [];
      return ways.slice(0, mark === '+' && asked.once ? 1 : undefined).map((way) => ({
        what: `${way.name}, ${object}, ${caller.name}`,
        caller,
        // REST answers NOT_FOUND where GraphQL answers null.
        expected: mark === '0' && way.name.includes('/api') ? 'N' : mark,
        ask: async () => way.ask(caller, filling(object, asked, caller, victim, sink)),
      }));
    });
  });
}

/** All that a refusal must leave as it was. */
async function rows(): Promise<unknown> {
  const { wallets, transactions, entries, records, batchItems } = await books(api.storage);
  const of = async (sql: string) => rawRows(api, sql);
  return {
    ...{ wallets, transactions, entries, records, batchItems },
    users: await of('select * from users order by id'),
    apiTokens: await of('select id, revoked_at from api_tokens order by id'),
    sessions: await of('select id, revoked_at, confirmed_at from sessions order by id'),
    reviewRules: await of('select * from review_rules'),
    thresholds: await of('select * from risk_thresholds'),
  };
}

async function expectAsked(cells: readonly Cell[]): Promise<void> {
  const before = await rows();
  await expectHeard(cells.filter(({ expected }) => expected !== '+'));
  expect(await rows()).toEqual(before);
  await expectHeard(cells.filter(({ expected }) => expected === '+'));
}

async function expectHeard(cells: readonly Cell[]): Promise<void> {
  const wrong: string[] = [];
  for (const { what, caller, expected, ask } of cells) {
    const { mark, status, text } = await ask();
    if (mark !== expected) wrong.push(`${what}: ${mark} for ${expected}, ${String(status)} ${text}`);
    if (caller.isCustomer && (text.includes(SECRET) || text.includes(victimEmail)))
      wrong.push(`${what}: tells of somebody else: ${text}`);
  }
  expect(wrong).toEqual([]);
}

describe('Routes that stand for themselves', () => {
  test.each(Object.entries(ASKED_OF_ROUTES))(
    '%s is for whom it is for',
    async (route, { path, ...asked }) => {
      const row = EXPECTED_OF_ROUTES[route];
      if (row === undefined) throw new Error(`expected.ts has no ${route}`);
      await expectAsked(cellsOf(row, asked, [restWay(`GET ${path}`)]));
    },
  );
});

describe('Over GraphQL, streams and REST', () => {
  test('everything that can be asked for is expected to be for somebody', () => {
    const schema = buildGraphqlSchema();
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const names = roots.flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name ?? ''}.${name}`),
    );
    // Missing names have to be added to expected.ts and asked.ts.
    expect(Object.keys(EXPECTED).sort()).toEqual(names.sort());
    expect(Object.keys(ASKED).sort()).toEqual(names.sort());
  });

  test.each(Object.entries(ASKED))('%s is for whom it is for', async (coordinate, asked) => {
    const row = EXPECTED[coordinate];
    if (row === undefined) throw new Error(`expected.ts has no ${coordinate}`);
    await expectAsked(cellsOf(row, asked, waysOf(coordinate, asked)));
  });

  test('When a field is hidden in fragments and under other names, or asked for together with others, then its rule holds', async () => {
    const customer = await api.customer();
    const answer = await customer.graphql(`query ($no: Boolean = false) {
      mine: wallets { nodes { id } } ...Hidden totals: walletTotals @skip(if: true) { count }
      cursor: operationsCursor @include(if: $no)
    } fragment Hidden on Query { ... on Query { somebody: user(id: "${victim.user}") { email } ...Deeper } }
    fragment Deeper on Query { nobody: user(id: "nobody") { email } }`);
    const places = answer.list('errors').map((_, index) => answer.at(`errors.${String(index)}.path.0`));
    expect(places.sort()).toEqual(['nobody', 'somebody']);
    expect(answer.at('errors.0.extensions.code')).toBe('FORBIDDEN');
    expect(answer.at('data')).toEqual({ mine: { nodes: [] }, somebody: null, nobody: null });
  });
});
