import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { guarded } from '../../server/graphql/engine/guarded.js';
import { buildGraphqlSchema } from '../../server/graphql/schema.js';
import { accessPlugin } from '../../server/http/session/access.js';
import { dashboardPlugin } from '../../server/http/pages/dashboard.js';
import { GRAPHQL_RULES } from '../../server/identity/access/graphql-rules.js';
import { ROUTE_RULES } from '../../server/identity/access/route-rules.js';
import type { AccessRule } from '../../server/identity/access/rule.js';
import { rulesOfRoute } from '../../server/identity/access/table.js';
import { systemClock } from '../../server/ledger/model/clock.js';
import { ROUTES } from '../../server/rest/routes/routes.js';
import { useApi } from '../support/api.js';
import { routesOf, type TableRow } from './route-table.js';

const ACCESS = { clock: systemClock, proxies: 0, accessLog: { denied: async () => Promise.resolve() } };

const schema = buildGraphqlSchema();
const api = useApi();

const ROOTS = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const rules: Readonly<Record<string, AccessRule>> = GRAPHQL_RULES;

function coordinatesOf(type: { readonly name: string; getFields(): object }): string[] {
  return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
}

/** The server's sources that answer requests, by their paths. */
function sources(): Map<string, string> {
  const root = new URL('../../server/', import.meta.url);
  return new Map(
    ['graphql', 'rest', 'http', 'live', 'identity'].flatMap((room) =>
      readdirSync(new URL(room, root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.startsWith('access/'))
        .map((file) => [`${room}/${file}`, readFileSync(new URL(`${room}/${file}`, root), 'utf8')] as const),
    ),
  );
}

describe('The table of fields', () => {
  const roots = ROOTS.flatMap((type) => (type ? coordinatesOf(type) : []));

  test('has a rule for every root field, and for none that is not there', () => {
    const ofRoots = Object.keys(rules).filter((name) => /^(Query|Mutation|Subscription)\./.test(name));
    expect(ofRoots.sort()).toEqual(roots.sort());
  });

  test('has no other rule but for what the schema has and the code asks about', () => {
    const all = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInputObjectType(type) ? coordinatesOf(type) : [],
    );
    const asked = [...sources().values()].join('\n');
    for (const coordinate of Object.keys(rules)) {
      expect(all).toContain(coordinate);
      if (!roots.includes(coordinate)) expect(asked).toContain(`'${coordinate}'`);
    }
  });

  test('lets nothing be written with a token that may only read, and asks nobody for a password who reads', () => {
    for (const [coordinate, { by, confirmed }] of Object.entries(rules)) {
      const writes = coordinate.startsWith('Mutation.');
      expect([coordinate, by === 'ANY']).toEqual([coordinate, !writes && by !== 'SESSION']);
      if (!writes) expect([coordinate, confirmed]).toEqual([coordinate, undefined]);
    }
  });

  test('says what others are answered with, wherever an object can be named that is somebody else’s', () => {
    for (const [coordinate, { whose, others, who, refused }] of Object.entries(rules)) {
      expect([coordinate, others !== undefined]).toEqual([coordinate, whose.startsWith('OWN')]);
      if (refused) expect([coordinate, who]).toEqual([coordinate, 'STAFF']);
    }
  });

  test('When a root field has no rule, then there is no schema, and it is said what to write where', () => {
    const message =
      /who may ask for Mutation\.giveAway\. Add a row to server\/identity\/access\/graphql-rules\.ts/;
    expect(() => guarded(buildSchema('type Query { me: ID } type Mutation { giveAway: ID }'))).toThrow(
      message,
    );
  });

  test('is asked in one place: what answers requests compares no roles and looks at no credentials', () => {
    const found = [...sources()].flatMap(([file, text]) =>
      [...text.matchAll(/\.role [!=]== '|'(ANALYST|OPERATOR)'|\.readOnly|\.confirmedAt/g)].map(
        ([what]) => `${file}: ${what}`,
      ),
    );
    expect(found.filter((place) => !place.startsWith('identity/'))).toEqual([]);
  });
});

describe('The table of routes', () => {
  const documented = ROUTES.map(({ method, path }) => `${method} /api${path}`);

  /** The dashboard may not be built; its pages are routes all the same. */
  async function pages(): Promise<TableRow[]> {
    const root = `${mkdtempSync(join(tmpdir(), 'nissmart-pages-'))}/`;
    writeFileSync(`${root}index.html`, '');
    const fastify = Fastify();
    await fastify.register(accessPlugin, ACCESS);
    await fastify.register(dashboardPlugin, { root });
    await fastify.ready();
    return routesOf(fastify);
  }

  const keyOf = ({ method, path }: TableRow) => `${method === 'HEAD' ? 'GET' : method} ${path}`;

  test('has a rule for every route of the running server, or the route refuses whoever asks', async () => {
    const operator = await api.staff('OPERATOR');
    const known = new Set<string>([...Object.keys(ROUTE_RULES), ...documented]);
    const others = [...routesOf(api.app.fastify), ...(await pages())].filter((row) => !known.has(keyOf(row)));

    expect(others.length).toBeGreaterThan(300);
    for (const { method, path } of others) {
      // fetch() sends no TRACE.
      if (method === 'TRACE') continue;
      const { status } = await operator.fetch(path.replace('*', 'nothing'), { method });
      expect([method, path, status]).toEqual([method, path, path === '/api/*' ? 404 : 405]);
    }
  });

  test('has no rule that is left over, and none that a document’s fields have already', async () => {
    const there = new Set([...routesOf(api.app.fastify), ...(await pages())].map(keyOf));
    for (const route of [...Object.keys(ROUTE_RULES), ...documented])
      expect([route, there.has(route)]).toEqual([route, true]);
    const both = documented.filter((route) => route in ROUTE_RULES);
    expect(both.sort()).toEqual([...EXPORTS, ...NARROWER].sort());
  });

  test('has a rule of its own for every export', () => {
    const streams = ROUTES.flatMap((row) => ('stream' in row ? [`${row.method} /api${row.path}`] : []));
    expect(streams.sort()).toEqual([...EXPORTS].sort());
  });

  test('When a route has no rule, then the server does not start, and it is said what to write where', async () => {
    const fastify = Fastify();
    await fastify.register(accessPlugin, ACCESS);
    const starting = async () => {
      await fastify.register(async (inner) => {
        inner.get('/api/secrets/:id', () => 'everything');
        return Promise.resolve();
      });
      await fastify.ready();
    };
    await expect(starting()).rejects.toThrow(
      /who may use GET \/api\/secrets\/\{id\}\. Add a row to server\/identity\/access\/route-rules\.ts/,
    );
    expect(() => rulesOfRoute('POST /api/gifts', ['Mutation.giveAway'])).toThrow('Mutation.giveAway');
  });

  test('When a route says that it refuses and answers all the same, then nobody hears the answer', async () => {
    const fastify = Fastify();
    await fastify.register(accessPlugin, ACCESS);
    fastify.get('/api/secrets', { config: { refuses: true } }, () => 'everything');
    const { statusCode, body } = await fastify.inject('/api/secrets');
    expect([statusCode, body]).toEqual([404, expect.not.stringContaining('everything')]);
  });
});

const EXPORTS = [
  'GET /api/wallets/{id}/statement.csv',
  'GET /api/exports/transactions',
  'GET /api/exports/entries',
  'GET /api/me/export',
];
/** Routes of documents whose root field, `me`, answers strangers as well. */
const NARROWER = ['GET /api/me', 'GET /api/auth/second-factors', 'GET /api/tokens'];
