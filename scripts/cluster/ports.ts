import { once } from 'node:events';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/** Number of ports that belong to a cluster, from its first one on. */
const PORTS = 60;
/** Maximum number of nodes, and of databases. */
export const MEMBERS_MAX = 9;

/** Ports of everything in a cluster. Members of a kind are counted from 1. */
export interface Ports {
  readonly base: number;
  /** The balancer in front of the nodes. */
  readonly balancer: number;
  readonly balancerFigures: number;
  node(member: number): number;
  /** The balancer in front of PostgreSQL, which leads to the primary. */
  readonly database: number;
  readonly pooler: number;
  postgres(member: number): number;
  patroni(member: number): number;
  readonly etcd: number;
  readonly etcdPeers: number;
  readonly prometheus: number;
}

export function portsFrom(base: number): Ports {
  return {
    base,
    balancer: base,
    node: (member) => base + member,
    balancerFigures: base + 10,
    database: base + 20,
    postgres: (member) => base + 20 + member,
    pooler: base + 30,
    patroni: (member) => base + 30 + member,
    etcd: base + 40,
    etcdPeers: base + 41,
    prometheus: base + 50,
  };
}

/**
 * Finds ports that nobody uses, below those that the system gives to outgoing connections: a database has to find its own free
 * when it comes back.
 */
export async function freePorts(): Promise<Ports> {
  for (;;) {
    const ports = portsFrom(randomInt(150, 320) * 100);
    if ((await takenPort(ports)) === undefined) return ports;
  }
}

/** The first port of a cluster that somebody uses. */
export async function takenPort({ base }: Ports): Promise<number | undefined> {
  for (let port = base; port < base + PORTS; port += 1) {
    if (!(await isFree(port))) return port;
  }
  return undefined;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  try {
    await listening;
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
