import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's packages with the programs that a cluster consists of. */
const PACKAGES = {
  etcd: 'etcd-server',
  patroni: 'patroni',
  postgres: 'postgresql',
  haproxy: 'haproxy',
  pgbouncer: 'pgbouncer',
  prometheus: 'prometheus',
  setpriv: 'util-linux',
} as const;

export type Program = keyof typeof PACKAGES;

/** The path of a program: on the path, or where Debian puts what belongs to PostgreSQL and what is for administrators. */
export function pathOf(program: Program): string {
  return find(program) ?? program;
}

/** The packages of programs that are not installed here; empty when a cluster can be started. */
export function missingPackages(): string[] {
  const programs = Object.keys(PACKAGES) as Program[];
  return programs.filter((program) => find(program) === undefined).map((program) => PACKAGES[program]);
}

function find(program: Program): string | undefined {
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin').toSorted(byVersion).toReversed(),
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
  ];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Tells whether a user can work in a folder, which needs the right to pass through all folders above it. */
export function canReach(folder: string, user: SystemUser | undefined): boolean {
  return spawnSync('test', ['-w', folder, '-a', '-x', folder], { ...user }).status === 0;
}
