import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { databaseUser, pathOf } from './programs.js';
import {
  balancerSettings,
  members,
  patroniSettings,
  poolerSettings,
  prometheusSettings,
  type Layout,
  type Passwords,
} from './settings.js';

const OWNER_ONLY = 0o600;

/** Things in the folder of a cluster that are kept from one start to the next: its databases, passwords, keys and logs. */
export interface ClusterFolder {
  readonly passwords: Passwords;
  readonly keys: { readonly signing: string; readonly encryption: string };
  readonly logs: string;
  readonly settings: {
    patroni(member: number): string;
    readonly balancer: string;
    readonly pooler: string;
    readonly prometheus: string;
  };
}

/** Makes what is missing in the folder of a cluster, and writes the settings of its processes. */
export function prepareFolder(layout: Layout): ClusterFolder {
  const { folder } = layout;
  const user = databaseUser();
  const own = (path: string, mode: number) => {
    chmodSync(path, mode);
    if (user) chownSync(path, user.uid, user.gid);
  };
  const makeOwn = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    own(path, 0o700);
    return path;
  };
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: OWNER_ONLY });
    own(path, OWNER_ONLY);
    return path;
  };
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  chmodSync(folder, 0o711);
  for (const name of ['databases', 'etcd', 'patroni', 'pooler', 'prometheus', 'balancer']) makeOwn(name);
  const passwords = keptPasswords(join(folder, 'passwords.json'));
  const pooled = Object.entries(passwords).map(([role, password]) => `"${role}" "${String(password)}"\n`);
  write('pooler/users.txt', pooled.join(''));
  const binaries = dirname(pathOf('postgres'));
  const patroni = members(layout.databases).map((member) =>
    write(`patroni/postgres${member}.yml`, patroniSettings(layout, passwords, member, binaries)),
  );
  return {
    passwords,
    keys: keptKeys(folder),
    logs,
    settings: {
      patroni: (member) => patroni[member - 1] ?? '',
      balancer: write('balancer/haproxy.cfg', balancerSettings(layout)),
      pooler: write('pooler/pgbouncer.ini', poolerSettings(layout)),
      prometheus: write('prometheus/prometheus.yml', prometheusSettings(layout)),
    },
  };
}

function keptPasswords(path: string): Passwords {
  const make = (): string => randomBytes(24).toString('base64url');
  const fresh: Passwords = { postgres: make(), replicator: make(), nissmart: make() };
  return JSON.parse(kept(path, () => JSON.stringify(fresh))) as Passwords;
}

/** The keys that all nodes share: the one they sign with, and the one they encrypt secrets under. */
function keptKeys(folder: string): ClusterFolder['keys'] {
  const signing = join(folder, 'signing-key.pem');
  const encryption = join(folder, 'encryption-key');
  kept(signing, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  kept(encryption, () => `${randomBytes(32).toString('base64')}\n`);
  return { signing, encryption };
}

function kept(path: string, make: () => string): string {
  if (!existsSync(path)) writeFileSync(path, make(), { mode: OWNER_ONLY });
  return readFileSync(path, 'utf8');
}
