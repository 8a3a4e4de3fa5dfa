import { hostileDocuments } from './documents.js';
import type { HostileInput, Victims } from './hostile-input.js';
import { overOtherWays } from './other-ways.js';
import { hostileReads } from './reads.js';
import { overRest } from './rest-inputs.js';
import { hostileVariables } from './variables.js';
import { hostileWrites } from './writes.js';

function overGraphql(victims: Victims): HostileInput[] {
  const cases = [
    ...hostileVariables(victims),
    ...hostileDocuments(),
    ...hostileReads(victims),
    ...hostileWrites(victims),
  ];
  return cases.map(([name, who, query, variables, codes]) => ({
    name: `GraphQL: ${name}`,
    who,
    method: 'POST',
    path: '/graphql',
    body: JSON.stringify({ query, variables }),
    codes,
  }));
}

/** More than a hundred requests that are meant to cost us dearly, to learn what is not theirs, or to move money by a trick. */
export function hostileInputs(victims: Victims): HostileInput[] {
  return [...overGraphql(victims), ...overOtherWays(), ...overRest(victims)];
}
