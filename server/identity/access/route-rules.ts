import type { RouteRule } from './rule.js';

/** Rule of a page, a file or an answer that is the same for everybody. */
const PUBLIC = { who: 'ANYONE', by: 'ANY', whose: 'NOBODYS' } as const;
const BY_FIELD = { ...PUBLIC, note: 'Each field by its own rule' } as const;

/*
 * Access rules of routes, by method and path. A route of REST that executes a stored document has the rule of the root
 * field that the document asks for, and needs none here, unless it is for fewer people than the field is. Every other route
 * has one, or the server does not start. HEAD has the rule of GET.
 */

// prettier-ignore
const API_ROUTES = {
  'GET /graphql':                           BY_FIELD,
  'POST /graphql':                          BY_FIELD,
  'GET /graphql/stream':                    BY_FIELD,
  'POST /graphql/stream':                   BY_FIELD,
  'GET /auth/oidc/start':                   { ...PUBLIC, note: 'Linking and confirming for a session only, linking with the password entered lately' },
  'GET /auth/oidc/callback':                { ...PUBLIC, note: 'Only in the browser that was sent away, once' },
  'GET /api/me':                            { who: 'SIGNED_IN', by: 'ANY',     whose: 'SELF', beforeFactor: true },
  'GET /api/auth/second-factors':           { who: 'SIGNED_IN', by: 'ANY',     whose: 'SELF', beforeFactor: true },
  'GET /api/me/export':                     { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY' },
  'GET /api/tokens':                        { who: 'SIGNED_IN', by: 'ANY',     whose: 'SELF' },
  'GET /api/wallets/{id}/statement.csv':    { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND' },
  'GET /api/exports/transactions':          { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'GET /api/exports/entries':               { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
} as const satisfies Readonly<Record<string, RouteRule>>;

// prettier-ignore
const PROBES = {
  'GET /health/live':                       PUBLIC,
  'GET /health/ready':                      PUBLIC,
  'GET /metrics':                           { who: 'NEARBY',    by: 'ANY',     whose: 'EVERYBODYS' },
} as const satisfies Readonly<Record<string, RouteRule>>;

// prettier-ignore
const DOCUMENTATION = {
  'GET /api':                               PUBLIC,
  'GET /api/':                              PUBLIC,
  'GET /api/errors/{code}':                 PUBLIC,
  'GET /api/openapi.json':                  PUBLIC,
  'GET /api/docs':                          PUBLIC,
  'GET /api/docs/':                         PUBLIC,
  'GET /api/docs/json':                     PUBLIC,
  'GET /api/docs/yaml':                     PUBLIC,
  'GET /api/docs/static/*':                 PUBLIC,
  'GET /api/docs/static/index.html':        PUBLIC,
  'GET /api/docs/static/swagger-initializer.js': PUBLIC,
  'GET /explorer':                          PUBLIC,
  'GET /explorer/start.js':                 PUBLIC,
  'GET /explorer/style-nonces.js':          PUBLIC,
  'GET /explorer/*':                        PUBLIC,
} as const satisfies Readonly<Record<string, RouteRule>>;

// The dashboard's pages hold nobody's data: they load it through GraphQL.
// prettier-ignore
const PAGES = {
  'GET /':                                  PUBLIC,
  'GET /*':                                 PUBLIC,
  'GET /pages/style.css':                   PUBLIC,
  'GET /pages/icon.svg':                    PUBLIC,
  'GET /sign-in':                           PUBLIC,
  'GET /register':                          PUBLIC,
  'GET /open-account':                      PUBLIC,
  'GET /forgot-password':                   PUBLIC,
  'GET /reset-password':                    PUBLIC,
  'GET /verify-email':                      PUBLIC,
  'GET /second-factor':                     PUBLIC,
  'GET /wallets/*':                         PUBLIC,
  'GET /wallets/{id}/statement':            PUBLIC,
  'GET /verify':                            PUBLIC,
  'GET /pay/*':                             PUBLIC,
  'GET /tokens':                            PUBLIC,
  'GET /account':                           PUBLIC,
  'GET /console':                           PUBLIC,
  'GET /console/*':                         PUBLIC,
} as const satisfies Readonly<Record<string, RouteRule>>;

/** The table by its chapters. */
export const ROUTE_CHAPTERS = {
  'The APIs': API_ROUTES,
  'Health and metrics': PROBES,
  Documentation: DOCUMENTATION,
  'Pages of the dashboard': PAGES,
} as const satisfies Readonly<Record<string, Readonly<Record<string, RouteRule>>>>;

export const ROUTE_RULES = { ...API_ROUTES, ...PROBES, ...DOCUMENTATION, ...PAGES };

/** The method and path of a route that has a rule of its own. */
export type RouteKey = keyof typeof ROUTE_RULES;
