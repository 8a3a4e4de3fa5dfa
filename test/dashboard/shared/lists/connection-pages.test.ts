import { expect, test } from '@jest/globals';
import { CombinedError } from '@urql/core';
import {
  ConnectionPages,
  type ConnectionPage,
  type PageResult,
} from '../../../../dashboard/src/shared/lists/connection-pages';

/** A list, newest first, whose pages of two go on being told when it changes. */
class Feed {
  items = [5, 4, 3, 2, 1];
  shown: readonly ConnectionPage<number>[] = [];
  readonly #followers = new Map<
    number,
    { after: string | null; onResult: (result: PageResult<number>) => void }
  >();
  #next = 0;

  readonly pages = new ConnectionPages<number>(
    (after, onResult) => {
      const id = (this.#next += 1);
      this.#followers.set(id, { after, onResult });
      onResult(this.#page(after));
      return () => this.#followers.delete(id);
    },
    (pages) => (this.shown = pages),
  );

  get numbers(): number[] {
    return this.shown.flatMap(({ connection }) => connection?.nodes ?? []);
  }

  get followed(): number {
    return this.#followers.size;
  }

  publish(items: number[]): void {
    this.items = items;
    for (const { after, onResult } of [...this.#followers.values()]) onResult(this.#page(after));
  }

  fail(): void {
    const error = new CombinedError({ networkError: new Error('gone') });
    for (const { onResult } of [...this.#followers.values()]) onResult({ error });
  }

  #page(after: string | null): PageResult<number> {
    const rest = this.items.filter((item) => after === null || item < Number(after));
    const nodes = rest.slice(0, 2);
    return {
      connection: { nodes, pageInfo: { hasNextPage: rest.length > 2, endCursor: String(nodes.at(-1)) } },
    };
  }
}

test('Pages are asked for one after the other until there are no more', () => {
  const feed = new Feed();
  for (let page = 0; page < 5; page += 1) feed.pages.loadMore();
  expect(feed.numbers).toEqual([5, 4, 3, 2, 1]);
  expect(feed.followed).toBe(3);
});

test('When a new row pushes the others on, then no row is missing between two pages', () => {
  const feed = new Feed();
  feed.pages.loadMore();
  feed.pages.loadMore();
  feed.publish([6, 5, 4, 3, 2, 1]);
  expect(feed.numbers).toEqual([6, 5, 4, 3]);
  expect(feed.followed).toBe(2);
});

test('When the list becomes shorter, then pages that are gone are dropped', () => {
  const feed = new Feed();
  feed.pages.loadMore();
  feed.pages.loadMore();
  feed.publish([2, 1]);
  expect(feed.numbers).toEqual([2, 1]);
  expect(feed.followed).toBe(1);
});

test('When asking again fails, then what was there stays, and can be asked for once more', () => {
  const feed = new Feed();
  feed.pages.loadMore();
  feed.pages.loadMore();
  feed.fail();
  expect(feed.numbers).toEqual([5, 4, 3, 2]);
  feed.items = [7, 5, 4];
  feed.pages.retry();
  expect(feed.numbers).toEqual([7, 5, 4]);
});

test('When it is stopped, then nothing is followed any more', () => {
  const feed = new Feed();
  feed.pages.loadMore();
  feed.pages.stop();
  feed.publish([7]);
  expect(feed.numbers).toEqual([5, 4]);
});

test('Pages that are empty because more is to be looked through are passed over by themselves', () => {
  const asked: (string | null)[] = [];
  let shown: readonly ConnectionPage<number>[] = [];
  const pages = new ConnectionPages<number>(
    (after, onResult) => {
      asked.push(after);
      const at = Number(after);
      const nodes = at === 2 ? [7] : [];
      onResult({ connection: { nodes, pageInfo: { hasNextPage: at < 3, endCursor: String(at + 1) } } });
      return () => undefined;
    },
    (changed) => (shown = changed),
  );

  pages.loadMore();

  expect(asked).toEqual([null, '1', '2']);
  expect(shown.flatMap(({ connection }) => connection?.nodes ?? [])).toEqual([7]);
  pages.loadMore();
  expect(asked).toEqual([null, '1', '2', '3']);
});
