import type { Ports } from './ports.js';

export interface Layout {
  readonly folder: string;
  readonly ports: Ports;
  /** Number of servers in front of the database. */
  readonly nodes: number;
  /** Number of PostgreSQL servers: one primary, one synchronous standby, and further standbys. */
  readonly databases: number;
  /** With a pooler in transaction mode between the nodes and the database. */
  readonly pooler: boolean;
}

/** Passwords of the database's roles, made once for a folder. */
export interface Passwords {
  readonly postgres: string;
  readonly replicator: string;
  readonly nissmart: string;
}

/** Counts the members of a kind from 1. */
export function members(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * Patroni's settings for one database, in JSON, which is YAML as well. A commit is confirmed once a standby has it on its disk,
 * and while there is no such standby, none is. The times are the shortest that Patroni works with, for a machine of one's own:
 * a primary that is gone is replaced within the time to live of its lock.
 */
export function patroniSettings(
  { folder, ports }: Layout,
  passwords: Passwords,
  member: number,
  binaries: string,
): string {
  const rest = `127.0.0.1:${ports.patroni(member)}`;
  const superuser = { username: 'postgres', password: passwords.postgres };
  const address = `127.0.0.1:${ports.postgres(member)}`;
  return json({
    scope: 'nissmart',
    name: `postgres${member}`,
    restapi: { listen: rest, connect_address: rest },
    etcd3: { host: `127.0.0.1:${ports.etcd}` },
    bootstrap: {
      dcs: {
        ttl: 15,
        loop_wait: 3,
        retry_timeout: 3,
        maximum_lag_on_failover: 1_048_576,
        synchronous_mode: true,
        synchronous_mode_strict: true,
        // A primary that reaches all others goes on while etcd is away.
        failsafe_mode: true,
        postgresql: {
          use_pg_rewind: true,
          use_slots: true,
          parameters: { wal_log_hints: 'on', max_connections: 200, client_connection_check_interval: '1s' },
        },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      listen: address,
      connect_address: address,
      data_dir: `${folder}/databases/postgres${member}`,
      bin_dir: binaries,
      pgpass: `${folder}/databases/pgpass${member}`,
      authentication: {
        superuser,
        rewind: superuser,
        replication: { username: 'replicator', password: passwords.replicator },
      },
      parameters: { unix_socket_directories: '', password_encryption: 'scram-sha-256' },
      pg_hba: [
        'host all all 127.0.0.1/32 scram-sha-256',
        'host replication replicator 127.0.0.1/32 scram-sha-256',
      ],
      basebackup: { checkpoint: 'fast' },
      remove_data_directory_on_rewind_failure: true,
    },
  });
}

/** Makes the answer of the balancer where no node answers, in the shapes of both APIs. */
function balancerError(status: number, title: string, code: string, detail: string): string {
  const told = { code, retryable: true, details: {} };
  const body = {
    type: 'about:blank',
    title,
    status,
    detail,
    ...told,
    errors: [{ message: detail, extensions: told }],
  };
  return `http-error status ${status} content-type application/problem+json hdr Retry-After 1 string '${JSON.stringify(body)}'`;
}

const UNKNOWN = 'It is not known whether this was stored; retry with the same key';
/** Nothing was sent in the first case; in the others nobody knows how far the node came. */
const BALANCER_ERRORS = [
  balancerError(503, 'Service Unavailable', 'UNAVAILABLE', 'No server is ready; nothing happened'),
  balancerError(502, 'Bad Gateway', 'OUTCOME_UNKNOWN', UNKNOWN),
  balancerError(504, 'Gateway Timeout', 'OUTCOME_UNKNOWN', UNKNOWN),
];

/**
 * Settings of the balancer. PostgreSQL's port leads to whoever Patroni calls the primary, and connections to one that is it no
 * longer are cut. Requests go to nodes that say they are ready; one that could not be connected to is tried elsewhere, and one
 * that was sent is never repeated here: only its client knows the key.
 */
export function balancerSettings({ ports, nodes, databases }: Layout): string {
  return `global
  maxconn 4000

defaults
  timeout connect 2s
  timeout client 30m
  timeout server 30m
  log stdout format raw local0 notice

listen postgres
  mode tcp
  bind 127.0.0.1:${ports.database}
  option tcpka
  option httpchk
  http-check send meth GET uri /primary
  http-check expect status 200
  default-server check inter 1s fastinter 250ms fall 2 rise 1 on-marked-down shutdown-sessions
${members(databases)
  .map((each) => `  server postgres${each} 127.0.0.1:${ports.postgres(each)} port ${ports.patroni(each)}`)
  .join('\n')}

listen nissmart
  mode http
  bind 127.0.0.1:${ports.balancer}
  balance leastconn
  timeout client 60s
  timeout server 60s
  timeout http-keep-alive 60s
  option forwardfor
  option redispatch 1
  retries 3
  retry-on conn-failure
  http-request return status 404 if { path /metrics }
  http-request set-header X-Forwarded-Proto http
${BALANCER_ERRORS.map((line) => `  ${line}`).join('\n')}
  option httpchk
  http-check send meth GET uri /health/ready
  http-check expect status 200
  default-server check inter 1s fastinter 250ms fall 2 rise 1
${members(nodes)
  .map((each) => `  server node${each} 127.0.0.1:${ports.node(each)}`)
  .join('\n')}

frontend figures
  mode http
  bind 127.0.0.1:${ports.balancerFigures}
  http-request use-service prometheus-exporter if { path /metrics }
  stats enable
  stats uri /
`;
}

/**
 * Settings of the pooler: a connection of the database is lent for one transaction, so no session keeps anything on it. It
 * reaches the database through the balancer.
 */
export function poolerSettings({ folder, ports }: Layout): string {
  return `[databases]
nissmart = host=127.0.0.1 port=${ports.database} dbname=nissmart

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${ports.pooler}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${folder}/pooler/users.txt
pool_mode = transaction
default_pool_size = 20
max_client_conn = 1000
query_wait_timeout = 5
server_login_retry = 1
server_connect_timeout = 3
server_check_delay = 5
`;
}

/** Settings of Prometheus: it collects the figures of the nodes, of Patroni and of the balancer. */
export function prometheusSettings({ ports, nodes, databases }: Layout): string {
  const job = (name: string, numbers: readonly number[]) => ({
    job_name: name,
    static_configs: [{ targets: numbers.map((port) => `127.0.0.1:${port}`) }],
  });
  return json({
    global: { scrape_interval: '5s' },
    scrape_configs: [
      job(
        'nissmart',
        members(nodes).map((member) => ports.node(member)),
      ),
      job(
        'patroni',
        members(databases).map((member) => ports.patroni(member)),
      ),
      job('haproxy', [ports.balancerFigures]),
    ],
  });
}

function json(settings: object): string {
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}
