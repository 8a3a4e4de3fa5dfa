import { Client } from './client.js';
import { isFailure, isRefusal, OPENING } from './requests.js';
import type { NodeLoopResult, NodeLoopTask } from './node-loop.js';

process.on('message', (task: NodeLoopTask) => {
  void load(task).then((result) => process.send?.(result));
});

/** Sends requests over connections that are kept, until the time is over; what is on its way then does not count. */
async function load(task: NodeLoopTask): Promise<NodeLoopResult> {
  const { address, connections, requests, key } = task;
  const client = new Client(address, connections);
  const each = Array.from({ length: connections });
  await Promise.all(each.map(async () => client.send(OPENING, '')));
  const latenciesMs: number[] = [];
  let [made, failures, refused, first, over] = [0, 0, 0, '', false];

  const connection = async (): Promise<void> => {
    for (;;) {
      const template = requests[made % requests.length];
      if (!template) throw new RangeError('There is no request to send');
      made += 1;
      const startedAt = performance.now();
      const { status, body } = await client.send(
        template,
        `${key.start}${String(made).padStart(key.digits, '0')}`,
      );
      if (over) return;
      if (task.countRefusals === true && isFailure(status, body) && isRefusal(body)) {
        refused += 1;
        continue;
      }
      latenciesMs.push(performance.now() - startedAt);
      if (!isFailure(status, body)) continue;
      failures += 1;
      if (failures === 1) first = `${String(status)} ${body}`;
    }
  };

  const startedAt = performance.now();
  const all = Promise.all(each.map(connection));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, task.seconds * 1000))]);
  over = true;
  const seconds = (performance.now() - startedAt) / 1000;
  await all;
  client.close();
  const answers = latenciesMs.length;
  return { answers, seconds, allAnswers: answers, latenciesMs, refused, failures, first };
}
