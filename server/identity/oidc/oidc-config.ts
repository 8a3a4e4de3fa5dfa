import { ROLES, type Role } from '../model/user.js';

/** The issuer that people may sign in with. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Name of the issuer on the button. */
  readonly name: string;
  /** Claim that decides roles; undefined where this server alone decides them. */
  readonly roles: { readonly claim: string; readonly byValue: ReadonlyMap<string, Role> } | undefined;
}

/** Maximum difference of the issuer's clock from ours, in seconds. */
export const CLOCK_TOLERANCE_SECONDS = 30;

type Variable = `NISSMART_OIDC_${'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET' | 'NAME' | 'ROLE_CLAIM' | 'ROLES'}`;
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @returns The configuration, undefined where there is none; and one line for each mistake. */
export function readOidcConfig(
  data: Readonly<Partial<Record<Variable, string | undefined>>>,
  production: boolean,
  publicUrl: string | undefined,
): { oidc: OidcConfig | undefined; mistakes: string[] } {
  const { NISSMART_OIDC_ISSUER: issuer, NISSMART_OIDC_CLIENT_ID: clientId } = data;
  const { NISSMART_OIDC_CLIENT_SECRET: clientSecret, NISSMART_OIDC_NAME: name } = data;
  const { NISSMART_OIDC_ROLE_CLAIM: claim, NISSMART_OIDC_ROLES: roles } = data;
  if ([issuer, clientId, clientSecret, name, claim, roles].every((value) => value === undefined))
    return { oidc: undefined, mistakes: [] };
  const mistakes: string[] = [];
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    mistakes.push(
      'NISSMART_OIDC_ISSUER, NISSMART_OIDC_CLIENT_ID and NISSMART_OIDC_CLIENT_SECRET go together',
    );
    return { oidc: undefined, mistakes };
  }
  if ((claim === undefined) !== (roles === undefined))
    mistakes.push('NISSMART_OIDC_ROLE_CLAIM and NISSMART_OIDC_ROLES go together');
  const { protocol, hostname } = new URL(issuer);
  if (protocol !== 'https:' && (production || !LOCAL.has(hostname)))
    mistakes.push('NISSMART_OIDC_ISSUER must be https://…; http only on localhost, and not in production');
  if (production && publicUrl === undefined)
    mistakes.push(
      'NISSMART_PUBLIC_URL is needed with NISSMART_OIDC_ISSUER: the issuer sends people back to it',
    );
  const byValue = new Map((roles ?? '').split(',').flatMap((pair) => readPair(pair.trim())));
  if (roles !== undefined && byValue.size < roles.split(',').length)
    mistakes.push(`NISSMART_OIDC_ROLES must be value:ROLE, …; roles are ${ROLES.join(', ')}`);
  return {
    oidc: {
      ...{ issuer, clientId, clientSecret, name: name ?? hostname },
      roles: claim === undefined ? undefined : { claim, byValue },
    },
    mistakes,
  };
}

/** Splits a pair at its last colon: the issuer's value may have colons of its own. */
function readPair(pair: string): [string, Role][] {
  const at = pair.lastIndexOf(':');
  const role = ROLES.find((each) => each === pair.slice(at + 1));
  return at > 0 && role ? [[pair.slice(0, at), role]] : [];
}
