import { test } from '@jest/globals';
import { startCluster, type Cluster, type ClusterOptions } from '../../scripts/cluster/cluster.js';
import { missingPackages } from '../../scripts/cluster/programs.js';
import { onCleanup, temporaryFolder } from './ledger.js';

/** A test that needs a cluster. Where its programs are not installed it is skipped and says which ones. */
export function testOnCluster(title: string, run: () => Promise<void>, timeoutMs: number): void {
  const missing = missingPackages();
  if (missing.length === 0) {
    test(title, run, timeoutMs);
    return;
  }
  process.stderr.write(`SKIPPED, because ${missing.join(', ')} must be installed for it: ${title}\n`);
  test.skip(title, () => undefined);
}

/** A cluster of the present test's own, in a folder that is removed after it. */
export async function startedCluster(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  const env = { NISSMART_RATE_LIMIT: 'off', LOG_LEVEL: 'warn', ...options.env };
  const cluster = await startCluster({ folder: temporaryFolder(), ...options, env });
  onCleanup(async () => cluster.stop());
  return cluster;
}
