import { Agent, request as send } from 'node:http';
import { isFailure, KEY, type RequestTemplate } from './requests.js';
import type { NodeLoopResult, NodeLoopTask } from './node-loop.js';

/** Sends requests over connections that are kept, until the time is over; what is on its way then does not count. */
process.on('message', (task: NodeLoopTask) => {
  void load(task).then((result) => process.send?.(result));
});

async function load({ address, connections, seconds, requests, key }: NodeLoopTask): Promise<NodeLoopResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL(address);
  const latenciesMs: number[] = [];
  let [made, failures, first, over] = [0, 0, '', false];

  const connection = async (): Promise<void> => {
    for (;;) {
      const template = requests[made % requests.length];
      if (!template) throw new RangeError('There is no request to send');
      made += 1;
      const startedAt = performance.now();
      const { status, body } = await exchange(
        template,
        `${key.start}${String(made).padStart(key.digits, '0')}`,
      );
      if (over) return;
      latenciesMs.push(performance.now() - startedAt);
      if (!isFailure(status, body)) continue;
      failures += 1;
      if (failures === 1) first = `${String(status)} ${body}`;
    }
  };

  async function exchange(
    { method, path, headers, body }: RequestTemplate,
    idempotencyKey: string,
  ): Promise<{ status: number; body: string }> {
    const payload = Buffer.from(body.replace(KEY, idempotencyKey));
    const filled: Record<string, string> = { 'content-length': String(payload.length) };
    for (const [name, value] of Object.entries(headers)) filled[name] = value.replace(KEY, idempotencyKey);
    return new Promise((resolve, reject) => {
      const sent = send({
        agent,
        host: url.hostname,
        port: url.port,
        method,
        path,
        headers: filled,
      });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, body: text });
        });
      });
      sent.end(payload);
    });
  }

  const startedAt = performance.now();
  const all = Promise.all(Array.from({ length: connections }, connection));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, seconds * 1000))]);
  over = true;
  const elapsed = (performance.now() - startedAt) / 1000;
  await all;
  agent.destroy();
  return { answers: latenciesMs.length, seconds: elapsed, latenciesMs, failures, first };
}
