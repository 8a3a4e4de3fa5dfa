// Writes docs/access.md, the permissions of each role, from the table of rules that the server enforces. With `--check` it
// only compares the committed file with the table.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { buildGraphqlSchema } from '../server/graphql/schema.js';
import { GRAPHQL_CHAPTERS } from '../server/identity/access/graphql-rules.js';
import { ROUTE_CHAPTERS, ROUTE_RULES } from '../server/identity/access/route-rules.js';
import { BY, CONFIRMED, OTHERS, WHO, WHOSE, type RouteRule } from '../server/identity/access/rule.js';
import { endpointsOf, fieldsOf } from '../server/rest/routes/endpoint.js';
import { API } from '../server/rest/routes/routes.js';

const file = fileURLToPath(new URL('../docs/access.md', import.meta.url));

const HEAD = `# Who may do what

Made from \`server/identity/access/\`, the table that the server asks, by \`npm run access\`: change that, and not this page.

- **A root field** (of \`Query\`, \`Mutation\` and \`Subscription\`) is refused before anything of it is done, over GraphQL, REST and live
  streams alike. Nobody signed in hears \`UNAUTHENTICATED\`; an analyst or operator who must prove a
  second factor and has not, \`SECOND_FACTOR_REQUIRED\`; the wrong role, and an API token where a session is needed,
  \`FORBIDDEN\`; a session that has not proved its password in the last ten minutes, where it must, \`CONFIRMATION_REQUIRED\`; in that order.
- **An API token** has at most the role of its user. One for reading alone is refused every mutation, whatever it is about. API tokens
  are asked for no password.
- **An object** of somebody else answers, to whom it is not open, as one that does not exist.
- **A route** of REST that executes a stored document is for whom the fields of that document are for, and stands beside them.
- **A suspended user** is nobody: their sessions and API tokens have ended, and they cannot sign in.
- **The command line**, \`npx nissmart\`, is for whoever has the machine and asks no table.
`;

const COLUMNS = ['who', 'with', 'about', 'others get'];

/** Routes of REST by the field they ask for, without those that have a rule of their own. */
const ROUTES_OF = Map.groupBy(
  endpointsOf(buildGraphqlSchema()).flatMap((endpoint) => {
    const route = `${endpoint.route.method} ${API}${endpoint.route.path}`;
    if ('stream' in endpoint || route in ROUTE_RULES) return [];
    return fieldsOf(endpoint).map((field) => ({ field, route }));
  }),
  ({ field }) => field,
);

function cellsOf({ who, by, confirmed, beforeFactor, whose, others, refused, note }: RouteRule): string[] {
  const words = who === 'NEARBY' ? 'whoever is on the machine itself or a private network' : WHO[who];
  // Strangers and nearby clients need no credential.
  const credential = who === 'NEARBY' || (who === 'ANYONE' && by === 'ANY') ? '' : BY[by];
  return [
    refused ? `${words}; others get null` : words,
    confirmed ? `${credential}; ${CONFIRMED[confirmed]}` : credential,
    [WHOSE[whose], note, beforeFactor && 'Also before a second factor is proved'].filter(Boolean).join('. '),
    others ? OTHERS[others] : '',
  ];
}

function tableOf(title: string, first: string, rows: readonly (readonly string[])[]): string {
  const lines = [[first, ...COLUMNS], COLUMNS.concat('').map(() => '---'), ...rows];
  return `## ${title}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

const chapters = [
  ...Object.entries<Readonly<Record<string, RouteRule>>>(GRAPHQL_CHAPTERS).map(([title, rules]) =>
    tableOf(
      title,
      'field, and the routes that ask for it',
      Object.entries(rules).map(([field, rule]) => {
        const routes = ROUTES_OF.get(field) ?? [];
        return [[field, ...routes.map(({ route }) => route)].map(code).join('<br>'), ...cellsOf(rule)];
      }),
    ),
  ),
  ...Object.entries<Readonly<Record<string, RouteRule>>>(ROUTE_CHAPTERS).map(([title, rules]) =>
    Object.values(rules).every(({ who }) => who === 'ANYONE')
      ? `## ${title}\n\nFor everybody, signed in or not: ${Object.keys(rules).map(code).join(', ')}.\n`
      : tableOf(
          title,
          'route',
          Object.entries(rules).map(([route, rule]) => [code(route), ...cellsOf(rule)]),
        ),
  ),
];

function code(text: string): string {
  return `\`${text}\``;
}

const emitted = await format([HEAD, ...chapters].join('\n'), {
  ...(await resolveConfig(file)),
  parser: 'markdown',
});

if (!process.argv.includes('--check')) {
  writeFileSync(file, emitted);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== emitted) {
  console.error(
    'docs/access.md differs from the table of rules; run `npm run access` and commit the result.',
  );
  process.exitCode = 1;
}
