import { closest, distance } from 'fastest-levenshtein';

const PREFIX = 'NISSMART';
/** Maximum number of wrong letters in the prefix of a variable that is still taken for one of ours. */
const MISTYPED_MAX = 2;

/** Matches variables that Kubernetes gives every container for a service of that name; they are no mistake. */
const SERVICE_LINK =
  /_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const SERVICE_ADDRESS = /^(tcp|udp|sctp):\/\//;

/**
 * Finds variables that are meant for the server but have an unknown name: a misspelt `NISSMART_SETTLEMENT=review` would
 * otherwise leave a ledger that credits everybody at once.
 *
 * @param given The environment, without empty variables.
 * @param known The names that are read.
 * @returns One line for each, with the nearest known name.
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

/**
 * Finds the nearest known name. Some have no prefix, so names with a wrongly added one match, too: NISSMART_PORT means
 * PORT.
 */
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
