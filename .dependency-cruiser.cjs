/**
 * A room of the server and the rooms it may know, from the outside in. Everything that is not listed is forbidden,
 * so an arrow can never point back out.
 *
 * @type {Record<string, string[]>}
 */
const ROOMS = {
  cli: [
    'process',
    'app',
    'config',
    'keys',
    'storage',
    'files',
    'rest',
    'demo',
    'identity',
    'reports',
    'ledger',
  ],
  process: ['app', 'config', 'http', 'demo', 'mail', 'identity', 'reports', 'ledger'],
  app: [
    ...['config', 'keys', 'storage', 'rest', 'http', 'graphql', 'errors', 'mail', 'demo', 'live'],
    ...['identity', 'reports', 'ledger'],
  ],
  rest: ['graphql', 'errors', 'live', 'identity', 'reports', 'ledger'],
  http: ['graphql', 'errors', 'live', 'identity', 'reports', 'ledger'],
  graphql: ['errors', 'live', 'identity', 'reports', 'ledger'],
  errors: ['identity', 'ledger'],
  keys: ['config', 'files', 'identity', 'ledger'],
  mail: ['config', 'identity', 'ledger'],
  config: ['identity', 'ledger'],
  live: ['identity', 'ledger'],
  storage: ['config', 'files', 'identity', 'reports', 'ledger'],
  demo: ['identity', 'ledger'],
  identity: ['ledger'],
  reports: ['ledger'],
  files: [],
  ledger: [],
};

/**
 * The rooms within a room, in the same way. What lies directly in a room is its door, or a leaf that is named here.
 *
 * @type {Record<string, { leaves?: string[], rooms: Record<string, string[]> }>}
 */
const INNER = {
  ledger: {
    leaves: ['errors', 'not-found', 'text'],
    rooms: {
      money: [],
      model: ['money'],
      database: ['model'],
      chain: ['database', 'model'],
      idempotency: ['chain', 'database', 'model', 'money'],
      queries: ['idempotency', 'database', 'model', 'money'],
      'posting/book': ['chain', 'model', 'money'],
      'posting/rules': ['posting/book', 'model', 'money'],
      posting: ['posting/rules', 'posting/book', 'idempotency', 'chain', 'database', 'model', 'money'],
      proof: ['chain', 'database', 'model'],
      verify: ['proof', 'idempotency', 'chain', 'database', 'model', 'money'],
    },
  },
  identity: {
    rooms: {
      model: [],
      access: ['model'],
      throttles: ['model'],
      mails: ['model'],
      passwords: ['access', 'throttles', 'model'],
      sessions: ['passwords', 'access', 'throttles', 'model'],
      factors: ['sessions', 'mails', 'passwords', 'throttles', 'model'],
      users: ['factors', 'sessions', 'mails', 'passwords', 'access', 'throttles', 'model'],
      oidc: ['users', 'sessions', 'mails', 'passwords', 'model'],
    },
  },
  reports: {
    rooms: {
      shared: [],
      volumes: ['shared'],
      wallets: ['volumes', 'shared'],
      risk: ['volumes', 'shared'],
      summary: ['risk', 'volumes', 'shared'],
      exports: ['shared'],
      'own-data': ['exports', 'shared'],
    },
  },
  graphql: {
    rooms: {
      types: [],
      input: ['types'],
      context: ['input', 'types'],
      engine: ['context', 'types'],
      'resolvers/wallets': ['context', 'input', 'types'],
      'resolvers/accounts': ['resolvers/wallets', 'context', 'input', 'types'],
      'resolvers/transactions': ['context', 'input', 'types'],
      'resolvers/operations': ['context', 'input', 'types'],
      'resolvers/live': ['context', 'types'],
    },
  },
  http: {
    leaves: ['accept', 'errors', 'client-error', 'event-stream', 'options'],
    rooms: {
      headers: [],
      limits: ['headers'],
      pages: ['headers'],
      observability: ['headers'],
      session: ['headers', 'limits'],
      graphql: ['headers', 'limits', 'session', 'observability'],
    },
  },
  rest: {
    rooms: { routes: [], handling: ['routes'], openapi: ['handling', 'routes'] },
  },
};

const rooms = Object.entries(ROOMS).map(([room, known]) => ({
  name: `${room}-knows-only-${known.join('-') || 'itself'}`,
  comment: `server/${room} may import ${known.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^server/${room}/` },
  to: {
    path: '^(server|bin|scripts|test|bench|dashboard)/',
    // The command checks which Node runs it before anything else is loaded.
    pathNot: `^server/(${[room, ...known].join('|')})/${room === 'cli' ? '|^bin/runtime\\.js$' : ''}`,
  },
}));

const innerRooms = Object.entries(INNER).flatMap(([room, { leaves = [], rooms: inner }]) =>
  Object.entries(inner).map(([name, known]) => ({
    name: `${room}-${name.replace('/', '-')}-knows-only-${known.join('-').replaceAll('/', '-') || 'itself'}`,
    comment: `Within server/${room}, ${name} may import ${known.join(', ') || 'nothing but itself'}.`,
    severity: 'error',
    from: { path: `^server/${room}/${name}/[^/]+$` },
    to: {
      path: `^server/${room}/`,
      pathNot: [
        `^server/${room}/(${[name, ...known].join('|')})/[^/]+$`,
        ...leaves.map((leaf) => `^server/${room}/${leaf}\\.ts$`),
      ],
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms,
    ...innerRooms,
    {
      name: 'storage-is-wired-once',
      comment:
        'Only the wiring (the app, its services, the command line) knows it; everybody else is handed what they need.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(storage|cli|app)/' },
      to: { path: '^server/storage/' },
    },
    {
      name: 'ledger-knows-no-transport',
      comment: 'The ledger is the product; HTTP and GraphQL are ways to reach it.',
      severity: 'error',
      from: { path: '^server/ledger/' },
      to: {
        path: 'node_modules/(fastify|@fastify|graphql|graphql-[^/]+|type-graphql|@apollo|@as-integrations)/',
      },
    },
    {
      name: 'drivers-stay-in-storage',
      comment: 'The database driver is chosen in one place, so that another database can join.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/storage/' },
      to: { path: 'node_modules/(better-sqlite3|pg|kysely|@mikro-orm/(sqlite|postgresql|sql|migrations))/' },
    },
    {
      name: 'server-stands-alone',
      comment: 'What runs in production imports no tests, benchmarks, tools or user interface.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(test|bench|scripts|dashboard)/' },
    },
    {
      name: 'dashboard-shares-pure-rules-only',
      comment:
        'The dashboard checks amounts by the ledger’s own rules, and writes CSV by those of the exports; everything else it ' +
        'learns through the API.',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: {
        path: '^(server|bin|scripts|test|bench)/',
        pathNot: '^server/(ledger/(money/(money|currencies)|errors|text)|reports/exports/csv)\\.ts$',
      },
    },
    {
      name: 'dashboard-features-stand-alone',
      comment:
        'A feature of the dashboard knows itself and what is shared; what two of them need is moved there.',
      severity: 'error',
      from: { path: '^dashboard/src/((?:saver/|console/)?[^/]+)/', pathNot: '^dashboard/src/app/' },
      to: {
        path: '^dashboard/src/',
        // Savers share among themselves, and so do the pages of the console.
        pathNot: ['^dashboard/src/$1/', '^dashboard/src/shared/', '^dashboard/src/(saver|console)/shared/'],
      },
    },
    {
      name: 'console-and-savers-stand-apart',
      comment: 'What savers load must not grow with what operations need.',
      severity: 'error',
      from: { path: '^dashboard/src/(?!app/|console/)' },
      to: { path: '^dashboard/src/console/' },
    },
    {
      name: 'savers-share-with-savers',
      comment: 'What is theirs alone is no business of the console or of the pages that everybody has.',
      severity: 'error',
      from: { path: '^dashboard/src/(?!app/|saver/)' },
      to: { path: '^dashboard/src/saver/' },
    },
    {
      name: 'no-development-packages',
      comment: 'The production image is installed without devDependencies.',
      severity: 'error',
      from: { path: '^server/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      comment: 'A package that is not in package.json is there by luck.',
      from: { path: '^server/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'The import leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules in a cycle can only be understood, tested and loaded together.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody imports the module and it imports nobody.',
      from: { orphan: true, pathNot: '\\.d\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
