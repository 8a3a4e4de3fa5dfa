import { Agent, request as send, type ClientRequest, type IncomingMessage } from 'node:http';
import { isFailure, KEY, type RequestTemplate } from './requests.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A client over connections that it keeps: cheaper than `fetch`, whose cost would be part of every short answer. */
export class Client {
  readonly #agent: Agent;
  readonly #url: URL;

  constructor(address: string, connections = 1) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#url = new URL(address);
  }

  /** @param key Takes the place of the key in the request. */
  async send(request: RequestTemplate, key: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#open(request, key, reject, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, body: text });
        });
      });
    });
  }

  /** Reads a long answer and keeps nothing of it, until its end or the signal. */
  async drain(request: RequestTemplate, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: Error): void => {
        if (signal.aborted) resolve();
        else reject(error);
      };
      const sent = this.#open(request, '', failed, (answer) => {
        if (answer.statusCode !== 200)
          reject(new Error(`${request.path} answered ${String(answer.statusCode)}`));
        answer.on('end', resolve).resume();
      });
      signal.addEventListener('abort', () => sent.destroy(new Error('aborted')), { once: true });
    });
  }

  /** Asks, and insists on success. @returns The parsed answer. */
  async ask<Body>(request: RequestTemplate): Promise<Body> {
    const { status, body } = await this.send(request, crypto.randomUUID());
    if (isFailure(status, body)) {
      throw new Error(`${request.path} answered ${String(status)}: ${body.slice(0, 500)}`);
    }
    return JSON.parse(body) as Body;
  }

  close(): void {
    this.#agent.destroy();
  }

  #open(
    { method, path, headers, body }: RequestTemplate,
    key: string,
    failed: (error: Error) => void,
    answered: (answer: IncomingMessage) => void,
  ): ClientRequest {
    const payload = Buffer.from(body.replace(KEY, key));
    const filled: Record<string, string> =
      payload.length > 0 ? { 'content-length': String(payload.length) } : {};
    for (const [name, value] of Object.entries(headers)) filled[name] = value.replace(KEY, key);
    const { hostname: host, port } = this.#url;
    const sent = send({ agent: this.#agent, host, port, method, path, headers: filled });
    sent.on('error', failed);
    sent.on('response', (answer) => {
      answer.on('error', failed);
      answered(answer);
    });
    sent.end(payload);
    return sent;
  }
}
