import { page } from './layout.js';

const PLACES = [
  {
    href: '/explorer',
    title: 'GraphQL explorer',
    text: 'Every query and mutation, with examples to send. Works offline.',
  },
  {
    href: '/api/docs',
    title: 'REST documentation',
    text: 'The same operations as plain HTTP routes, to try out.',
  },
  { href: '/api/openapi.json', title: 'OpenAPI', text: 'The REST interface as a document that tools read.' },
  { href: '/health/ready', title: 'Health', text: 'Whether the server takes requests, and if not, why.' },
  { href: '/metrics', title: 'Metrics', text: 'Requests, batches and outcomes, for Prometheus.' },
];

const DEMO = `
      <section class="demo" aria-labelledby="demo">
        <h2 id="demo">Demo data is loaded</h2>
        <p>Sign in as one of these. The password they share was printed when the server started.</p>
        <dl>
          <div><dt>Savers</dt><dd><code>amina@example.com</code> <code>brian@example.com</code></dd></div>
          <div><dt>Analyst</dt><dd><code>analyst@example.com</code></dd></div>
          <div><dt>Operator</dt><dd><code>ops@example.com</code></dd></div>
        </dl>
      </section>
`;

/** @param demo True to list the demo users. */
export function landingPage(demo: boolean): string {
  return page(
    'Nissmart',
    `
      <section class="hero">
        <div>
          <p class="eyebrow">A micro-savings ledger</p>
          <h1>Small savings, kept exactly.</h1>
          <p class="lead">
            People keep small savings in wallets, deposit, send and withdraw. Money is never lost, doubled or invented,
            and anyone can check that.
          </p>
          <p class="actions">
            <a class="button" href="/explorer">Open the explorer</a>
            <a class="button quiet" href="/api/docs">Read the REST docs</a>
          </p>
        </div>
        <figure class="slip">
          <table>
            <caption>Deposit <span>POSTED</span></caption>
            <thead><tr><th scope="col">Wallet</th><th scope="col">KES</th></tr></thead>
            <tbody>
              <tr><th scope="row">Treasury</th><td>−250.00</td></tr>
              <tr><th scope="row">Amina · School fees</th><td>+250.00</td></tr>
            </tbody>
            <tfoot><tr><th scope="row">Sum</th><td>0.00</td></tr></tfoot>
          </table>
          <figcaption>Every movement has two entries that add up to zero, and is made once for its key.</figcaption>
        </figure>
      </section>
      <section aria-labelledby="places">
        <h2 id="places">Where to go</h2>
        <ul class="places">${PLACES.map(placeItem).join('')}
        </ul>
      </section>
      ${demo ? DEMO : ''}
    `,
  );
}

function placeItem({ href, title, text }: (typeof PLACES)[number]): string {
  return `
          <li><a href="${href}"><strong>${title}</strong><span>${text}</span><code>${href}</code></a></li>`;
}
