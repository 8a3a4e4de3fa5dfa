import type { AppOptions } from '../../server/app/app.js';
import type { Config } from '../../server/config/config.js';
import { TestApi } from './api.js';
import { FaultyProxy } from './faulty-proxy.js';
import { onCleanup } from './ledger.js';
import { startApi } from './started.js';

interface NodeOptions {
  readonly config?: Partial<Config>;
  readonly options?: AppOptions;
}

/** Starts a node on the database of another one, which has to have started it. It ends after the present test. */
export async function startBeside(
  { database }: TestApi,
  { config = {}, options = {} }: NodeOptions = {},
  url = database.url,
): Promise<TestApi> {
  const node = new TestApi(config, options);
  await node.start({ url, keyFiles: database.keyFiles });
  onCleanup(async () => node.close());
  return node;
}

/** Starts two nodes on one database for the present test. */
export async function startTwo(options: NodeOptions = {}): Promise<[TestApi, TestApi]> {
  const one = await startApi(options.config, options.options);
  return [one, await startBeside(one, options)];
}

/** Starts a node that gets no notices, as behind a pooler in transaction mode. */
export async function startDeaf(beside: TestApi): Promise<TestApi> {
  const proxy = await FaultyProxy.before(beside.database.url);
  onCleanup(async () => proxy.close());
  proxy.withholdNotices();
  return startBeside(beside, {}, proxy.url);
}
