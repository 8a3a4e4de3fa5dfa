import { GRAPHQL_RULES, type Coordinate } from './graphql-rules.js';
import { ROUTE_RULES, type RouteKey } from './route-rules.js';
import type { AccessRule, RouteRule } from './rule.js';

/** A field by its coordinate in the schema, or a route by its method and path, that has an access rule. */
export type Guarded = Coordinate | RouteKey;

const FIELDS: Readonly<Partial<Record<string, AccessRule>>> = GRAPHQL_RULES;
const ROUTES: Readonly<Partial<Record<string, RouteRule>>> = ROUTE_RULES;

/** @throws Error when the table has no rule for it, as every root field must. */
export function ruleOfField(coordinate: string): AccessRule {
  const rule = FIELDS[coordinate];
  if (rule) return rule;
  throw new Error(
    `Nobody has said who may ask for ${coordinate}. Add a row to server/identity/access/graphql-rules.ts, such as\n` +
      `  '${coordinate}': { who: 'SIGNED_IN', by: '${coordinate.startsWith('Mutation.') ? 'WRITER' : 'ANY'}', whose: 'SELF' },\n` +
      'and to the expectations in test/access/expected.ts; then run `npm run -s access` for docs/access.md.',
  );
}

/** Finds the rule of a route of its own; undefined for a route that has the rules of the fields that it executes. */
export function ruleOfRoute(route: string): RouteRule | undefined {
  return ROUTES[route];
}

/**
 * Finds the rules of a route: its own, or those of the fields that it executes.
 *
 * @param route Such as `GET /api/wallets/{id}`.
 * @param executes The coordinates of the root fields of its documents, where it has any.
 * @throws Error when there is none.
 */
export function rulesOfRoute(route: string, executes: readonly string[] = []): readonly RouteRule[] {
  const own = ruleOfRoute(route);
  if (own) return [own];
  if (executes.length > 0) return executes.map(ruleOfField);
  throw new Error(
    `Nobody has said who may use ${route}. Add a row to server/identity/access/route-rules.ts, such as\n` +
      `  '${route}': { who: 'SIGNED_IN', by: 'ANY', whose: 'SELF' },\n` +
      'then run `npm run -s access` for docs/access.md. A route that only refuses says so by `config: { refuses: true }`.',
  );
}

/** Returns the rule of a field or route that is known to have one. */
export function ruleOf(guarded: Guarded): RouteRule {
  return ROUTES[guarded] ?? ruleOfField(guarded);
}
