/** An answer to a request, its JSON parsed. */
export class Answer {
  private constructor(
    readonly status: number,
    readonly headers: Headers,
    /** Undefined when there was none. */
    readonly body: unknown,
  ) {}

  static async of(response: Response): Promise<Answer> {
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return new Answer(
      response.status,
      response.headers,
      isJson && text !== '' ? JSON.parse(text) : text || undefined,
    );
  }

  /** Returns the body's value at a path such as `data.0.id`; undefined when there is none. */
  at(path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>((value, name) => (isObject(value) ? Reflect.get(value, name) : undefined), this.body);
  }

  /** Returns the string at a path, which must be there. */
  text(path: string): string {
    const value = this.at(path);
    if (typeof value === 'string') return value;
    throw new Error(`No text at ${path} of ${JSON.stringify(this.body)}`);
  }

  list(path: string): readonly unknown[] {
    const value = this.at(path);
    if (Array.isArray(value)) return value;
    throw new Error(`No list at ${path} of ${JSON.stringify(this.body)}`);
  }

  get id(): string {
    return this.text('id');
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
