import type { CombinedError } from '@urql/core';

export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PageResult<Node> {
  readonly connection?: Connection<Node> | undefined;
  readonly error?: CombinedError | undefined;
}

export interface ConnectionPage<Node> extends PageResult<Node> {
  /** The cursor that the page begins after; null for the first one. */
  readonly after: string | null;
}

/** Queries the page after a cursor and reports its changes, until the returned function is called. */
export type FollowPage<Node> = (
  after: string | null,
  onResult: (result: PageResult<Node>) => void,
) => () => void;

/**
 * Keeps the loaded pages of a connection. Each one is followed, so that changes in the cache show. When a
 * page ends elsewhere than before, because a new row pushed it, the pages behind it are asked for again from there: no row
 * is ever missing between two pages.
 */
export class ConnectionPages<Node> {
  #pages: ConnectionPage<Node>[] = [];
  readonly #stops: (() => void)[] = [];

  constructor(
    private readonly follow: FollowPage<Node>,
    private readonly onChange: (pages: readonly ConnectionPage<Node>[]) => void,
  ) {}

  /** Asks for the next page; does nothing while one is on its way or when there is none. */
  loadMore(): void {
    const last = this.#pages.at(-1);
    if (!last) this.#load(0, null);
    else if (last.connection?.pageInfo.hasNextPage) {
      this.#load(this.#pages.length, last.connection.pageInfo.endCursor);
    }
  }

  /** Asks again for every page that failed. */
  retry(): void {
    for (let index = 0; index < this.#pages.length; index += 1) {
      // A cached answer comes at once and may have moved the pages behind it already.
      const page = this.#pages[index];
      if (page?.error) this.#load(index, page.after);
    }
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #load(index: number, after: string | null): void {
    this.#stops[index]?.();
    this.#set(index, { after, connection: this.#pages[index]?.connection });
    let stopped = false;
    const stop = this.follow(after, (result) => {
      if (!stopped) this.#receive(index, { after, ...this.#withWhatIsKnown(index, result) });
    });
    this.#stops[index] = () => {
      stopped = true;
      stop();
    };
  }

  /** Keeps the rows of a page when refetching them fails. */
  #withWhatIsKnown(index: number, { connection, error }: PageResult<Node>): PageResult<Node> {
    return { error, connection: connection ?? (error && this.#pages[index]?.connection) };
  }

  #receive(index: number, page: ConnectionPage<Node>): void {
    this.#set(index, page);
    if (!page.connection) return;
    const { hasNextPage, endCursor } = page.connection.pageInfo;
    const next = this.#pages[index + 1];
    if (!next) {
      // An empty page with more to come: the server has not searched all rows yet.
      if (hasNextPage && page.connection.nodes.length === 0) this.loadMore();
      return;
    }
    if (!hasNextPage) this.#cutOff(index + 1);
    else if (endCursor !== next.after) this.#load(index + 1, endCursor);
  }

  #cutOff(length: number): void {
    for (const stop of this.#stops.splice(length)) stop();
    this.#pages = this.#pages.slice(0, length);
    this.onChange(this.#pages);
  }

  #set(index: number, page: ConnectionPage<Node>): void {
    this.#pages = [...this.#pages.slice(0, index), page, ...this.#pages.slice(index + 1)];
    this.onChange(this.#pages);
  }
}
