import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import Provider, { type ClientMetadata } from 'oidc-provider';
import { onCleanup } from './ledger.js';

const CLIENT = { clientId: 'nissmart', clientSecret: 'a secret that only the two of them know' };

/** A person whom the issuer recognises, and their claims. */
export interface Known {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** A real OpenID Connect issuer on a free port, at which whoever comes is the person that the test says. */
export class TestIssuer {
  /** Undefined: whoever comes is refused. */
  person: Known | undefined;
  /** Time when they entered their password there; now, unless the test sets it. */
  signedInAt: Date | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer();
  }

  /** Takes a port, by which a server can be told of it. It answers nothing before it serves. */
  static async start(): Promise<TestIssuer> {
    const issuer = new TestIssuer();
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    onCleanup(async () => issuer.stop());
    return issuer;
  }

  /** @param callback The address to which it may send people back. */
  serve(callback: string): void {
    // It warns of what is no concern of a test: that it forgets everything.
    const warn = jest.spyOn(console, 'warn').mockReturnValue();
    const provider = this.#provider(callback);
    warn.mockRestore();
    const handle = provider.callback();
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith('/interaction/')) void this.#interact(provider, request, response);
      else void handle(request, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** For the configuration of a server under test. */
  get config() {
    return { issuer: this.url, ...CLIENT, name: 'the office', roles: undefined };
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #provider(callback: string): Provider {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const client: ClientMetadata = {
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      redirect_uris: [callback],
    };
    return new Provider(this.url, {
      clients: [client],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
      cookies: { keys: ['a key of the test'] },
      ttl: {
        AccessToken: 60,
        AuthorizationCode: 60,
        IdToken: 60,
        Grant: 600,
        Interaction: 600,
        Session: 600,
      },
      features: { devInteractions: { enabled: false } },
      claims: {
        openid: ['sub', 'auth_time'],
        email: ['email', 'email_verified'],
        profile: ['name', 'groups'],
      },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...this.person, sub }) }),
      loadExistingGrant: async ({ oidc }) => {
        const { client: asking, session } = oidc;
        if (!asking || !session?.accountId) return undefined;
        const grant = new oidc.provider.Grant({ accountId: session.accountId, clientId: asking.clientId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
  }

  async #interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { person, signedInAt } = this;
    const ts = Math.floor((signedInAt?.getTime() ?? Date.now()) / 1000);
    await provider.interactionFinished(
      request,
      response,
      person ? { login: { accountId: person.sub, ts } } : { error: 'access_denied' },
    );
  }
}

/** Goes from page to page as a browser does, with the cookies of each site. */
export class Traveller {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** @returns The answer that leads nowhere else, or the first that leads to where the test wants to stop. */
  async go(address: string, until?: (next: URL) => boolean): Promise<{ response: Response; url: URL }> {
    let url = new URL(address);
    for (let steps = 0; steps < 12; steps += 1) {
      const response = await this.#get(url);
      const location = response.headers.get('location');
      if (location === null) return { response, url };
      const next = new URL(location, url);
      if (until?.(next)) return { response, url: next };
      url = next;
    }
    throw new Error(`It never ends: ${url.href}`);
  }

  cookie(address: string, name: string): string | undefined {
    return this.#cookies.get(new URL(address).host)?.get(name);
  }

  keep(address: string, name: string, value: string): void {
    this.#of(new URL(address)).set(name, value);
  }

  async #get(url: URL): Promise<Response> {
    const jar = this.#of(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(header)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  #of({ host }: URL): Map<string, string> {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    return jar;
  }
}
