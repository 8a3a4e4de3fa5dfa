import { closest, distance } from 'fastest-levenshtein';

const PREFIX = 'NISSMART';
/** How many letters of the prefix may be wrong for a variable to be taken for one of ours. */
const MISTYPED_MAX = 2;

/** Variables that Kubernetes gives every container for a service of that name; they are nobody's mistake. */
const SERVICE_LINK =
  /_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const SERVICE_ADDRESS = /^(tcp|udp|sctp):\/\//;

/**
 * Finds variables that are meant for us and that nobody reads: a misspelt `NISSMART_SETTLEMENT=review` would otherwise
 * leave a ledger that credits everybody at once.
 *
 * @param given The environment, without what is empty.
 * @param known The names that are read.
 * @returns One line for each, with the nearest name that there is.
 */
export function misspeltVariables(
  given: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): string[] {
  return Object.entries(given)
    .filter(
      ([name, value = '']) => isMeantForUs(name) && !known.includes(name) && !isServiceLink(name, value),
    )
    .map(([name]) => `${name} is not a variable of nissmart; did you mean ${nearest(name, known)}?`);
}

/** Some of ours have no prefix, so that one who has given it one means them all the same: NISSMART_PORT means PORT. */
function nearest(name: string, known: readonly string[]): string {
  const prefixed = new Map(
    known.map((each) => [each.startsWith(`${PREFIX}_`) ? each : `${PREFIX}_${each}`, each]),
  );
  const found = closest(name.toUpperCase(), [...prefixed.keys()]);
  return prefixed.get(found) ?? found;
}

function isMeantForUs(name: string): boolean {
  const [prefix = ''] = name.toUpperCase().split('_', 1);
  return name.includes('_') && distance(prefix, PREFIX) <= MISTYPED_MAX;
}

function isServiceLink(name: string, value: string): boolean {
  return SERVICE_LINK.test(name) || (name.endsWith('_PORT') && SERVICE_ADDRESS.test(value));
}
