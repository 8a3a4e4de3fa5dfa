/** Paths of the pages' own files. */
export const STYLE_PATH = '/pages/style.css';
export const ICON_PATH = '/pages/icon.svg';

/** Builds a whole page. @param body HTML of ours: nothing that comes from outside is ever put into it. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="description" content="A micro-savings ledger with GraphQL and REST interfaces.">
    <title>${title}</title>
    <link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
    <link rel="stylesheet" href="${STYLE_PATH}">
  </head>
  <body>
    <header class="bar">
      <a class="brand" href="/"><img src="${ICON_PATH}" alt="" width="28" height="28">Nissmart</a>
    </header>
    <main>${body}</main>
  </body>
</html>
`;
}

/** Icon of the pages: two entries that balance. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="8" fill="#0b6b4f"/>
  <path d="M8 12h16M8 20h16" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
  <circle cx="20" cy="12" r="3.5" fill="#f2c14e"/>
  <circle cx="12" cy="20" r="3.5" fill="#fff"/>
</svg>
`;
