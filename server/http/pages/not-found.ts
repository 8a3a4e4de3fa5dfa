import { page } from './layout.js';

/** Builds the page for unknown addresses, for browsers; programs get a problem as of RFC 9457. */
export function notFoundPage(): string {
  return page(
    'Not found · Nissmart',
    `
      <section class="lost">
        <p class="eyebrow">404</p>
        <h1>There is nothing here</h1>
        <p class="lead">The address may have a typing mistake, or what it led to has moved.</p>
        <p><a class="button" href="/">Back to the start</a></p>
      </section>
    `,
  );
}
