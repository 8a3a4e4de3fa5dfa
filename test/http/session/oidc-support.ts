import type { AppOptions } from '../../../server/app/app.js';
import type { Config } from '../../../server/config/config.js';
import type { OidcConfig } from '../../../server/identity/oidc/oidc-config.js';
import { Client, type TestApi } from '../../support/api.js';
import { TestIssuer, Traveller } from '../../support/issuer.js';
import { startApi } from '../../support/started.js';

export const START = '/auth/oidc/start';
export const CALLBACK = '/auth/oidc/callback';

export interface Office {
  readonly api: TestApi;
  readonly issuer: TestIssuer;
}

/** A server and the issuer that people may sign in with. */
export async function startOffice(
  oidc: Partial<OidcConfig> = {},
  config: Partial<Config> = {},
  options: AppOptions = {},
): Promise<Office> {
  const issuer = await TestIssuer.start();
  const api = await startApi({ oidc: { ...issuer.config, ...oidc }, ...config }, options);
  issuer.serve(`${api.url}${CALLBACK}`);
  return { api, issuer };
}

/** Somebody who comes by the issuer: where they end up, and who they are then. */
export async function comeBy({ api }: Office, traveller = new Traveller(), start = START) {
  const back = ({ host, pathname }: URL) => host === new URL(api.url).host && !pathname.startsWith('/auth/');
  const { url } = await traveller.go(`${api.url}${start}`, back);
  const session = traveller.cookie(api.url, 'nissmart_session');
  const client = new Client(api, session === undefined ? {} : { cookie: `nissmart_session=${session}` });
  return { at: `${url.pathname}${url.search}${url.hash}`, client, traveller };
}

export async function failed(office: Office): Promise<string> {
  return (await comeBy(office)).at;
}
