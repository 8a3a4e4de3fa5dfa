/** True when the header Accept prefers HTML to any JSON. A client that accepts anything has not asked for HTML. */
export function prefersHtml(accept = ''): boolean {
  const weights = new Map(accept.split(',').map(weighed));
  const html = weights.get('text/html') ?? 0;
  return html > 0 && JSON_TYPES.every((type) => html > (weights.get(type) ?? 0));
}

const JSON_TYPES = ['application/json', 'application/graphql-response+json', 'application/problem+json'];

/** Parses a media type with its weight, which is 1 unless the header says otherwise. */
function weighed(range: string): readonly [string, number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return [type, quality === undefined ? 1 : Number(quality)];
}
