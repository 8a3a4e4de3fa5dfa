import { fileURLToPath } from 'node:url';
import type { ClusterFolder } from './folder.js';
import { databaseUser, pathOf } from './programs.js';
import { members, type Layout } from './settings.js';
import type { Command } from './supervised.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

/** Commands of all processes, in groups: each group needs those before it, and ends before them. */
export function commandsOf(
  layout: Layout,
  { settings }: ClusterFolder,
  nodeEnvironment: Environment,
): { etcd: Command; databases: Command[]; balancer: Command; others: Command[]; nodes: Command[] } {
  const { folder, ports } = layout;
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peers = `http://127.0.0.1:${ports.etcdPeers}`;
  const own = { cwd: `${folder}/databases`, user: databaseUser() };
  return {
    etcd: {
      name: 'etcd',
      command: [
        ...[pathOf('etcd'), '--name', 'etcd', '--data-dir', `${folder}/etcd/data`, '--log-level', 'warn'],
        ...['--listen-client-urls', client, '--advertise-client-urls', client],
        ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers],
        ...['--initial-cluster', `etcd=${peers}`],
      ],
      ...own,
    },
    databases: members(layout.databases).map((member) => ({
      name: `postgres${member}`,
      command: [pathOf('patroni'), settings.patroni(member)],
      ...own,
    })),
    balancer: { name: 'haproxy', command: [pathOf('haproxy'), '-db', '-f', settings.balancer], ...own },
    others: [
      ...(layout.pooler
        ? [{ name: 'pgbouncer', command: [pathOf('pgbouncer'), settings.pooler], ...own }]
        : []),
      {
        name: 'prometheus',
        command: [
          ...[pathOf('prometheus'), `--config.file=${settings.prometheus}`],
          ...[`--storage.tsdb.path=${folder}/prometheus/data`, '--log.level=warn'],
          `--web.listen-address=127.0.0.1:${ports.prometheus}`,
        ],
        ...own,
      },
    ],
    nodes: members(layout.nodes).map((member) => ({
      name: `node${member}`,
      command: [process.execPath, 'bin/nissmart.js', 'serve'],
      cwd: PROJECT,
      env: { ...nodeEnvironment, HOST: '127.0.0.1', PORT: String(ports.node(member)) },
    })),
  };
}
