/** The style sheet of the landing page and the page for unknown addresses. It uses the fonts of the reader's system. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#faf8f3, #101412);
  --surface: light-dark(#ffffff, #181e1b);
  --line: light-dark(#e2ddd0, #2c3530);
  --ink: light-dark(#17211c, #e9efeb);
  --soft: light-dark(#56625b, #a3b0a8);
  --accent: light-dark(#0b6b4f, #6fd3ac);
  --on-accent: light-dark(#ffffff, #08231a);
  --tint: light-dark(#e8f2ed, #17291f);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.6 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.bar, main { max-width: 66rem; margin: 0 auto; padding: 0 clamp(1.25rem, 4vw, 2.5rem); }
.bar { padding-top: 1.5rem; padding-bottom: 1.5rem; }
.brand {
  display: inline-flex; align-items: center; gap: .65rem;
  color: inherit; font-weight: 650; font-size: 1.1rem; letter-spacing: -.01em; text-decoration: none;
}
main { padding-bottom: clamp(3rem, 8vw, 6rem); }
h1, h2 { line-height: 1.15; letter-spacing: -.02em; text-wrap: balance; }
h1 { margin: 0 0 1rem; font-size: clamp(2.1rem, 6vw, 3.4rem); font-weight: 700; }
h2 { margin: 0 0 1.1rem; font-size: 1.25rem; font-weight: 650; }
code { font-family: var(--mono); font-size: .85em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .75rem; }

.hero {
  display: grid; gap: clamp(2rem, 5vw, 4rem); align-items: center;
  padding: clamp(1.5rem, 6vw, 4.5rem) 0 clamp(2.75rem, 7vw, 5rem);
}
.eyebrow { margin: 0 0 .75rem; color: var(--accent); font-weight: 600; }
.lead { margin: 0 0 1.75rem; max-width: 34rem; color: var(--soft); font-size: clamp(1.05rem, 2.4vw, 1.2rem); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; }
.button {
  padding: .7rem 1.2rem; border: 1px solid var(--accent); border-radius: .65rem;
  background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none;
}
.button.quiet { background: transparent; border-color: var(--line); color: var(--ink); }
.button:hover { filter: brightness(1.08); }
.button.quiet:hover { border-color: var(--accent); filter: none; }

.slip {
  margin: 0; padding: 1.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--surface);
  box-shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 32px -16px rgb(0 0 0 / .18);
}
.slip table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.slip caption { padding-bottom: .9rem; font-weight: 650; text-align: left; }
.slip caption span {
  float: right; padding: .1rem .6rem; border-radius: 1rem;
  background: var(--tint); color: var(--accent); font-size: .75rem; font-weight: 650; letter-spacing: .04em;
}
.slip th { padding: .6rem 0; border-top: 1px solid var(--line); font-weight: 500; text-align: left; }
.slip thead th { color: var(--soft); font-size: .8rem; }
.slip td, .slip thead th:last-child { padding: .6rem 0; border-top: 1px solid var(--line); text-align: right; }
.slip td { font-family: var(--mono); font-size: .92rem; white-space: nowrap; }
.slip tfoot th, .slip tfoot td { border-top: 3px double var(--soft); font-weight: 700; }
.slip figcaption { margin-top: 1rem; color: var(--soft); font-size: .9rem; line-height: 1.5; }

.places {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .9rem;
  margin: 0; padding: 0; list-style: none;
}
.places a {
  display: flex; flex-direction: column; gap: .25rem; height: 100%; padding: 1.1rem 1.25rem;
  border: 1px solid var(--line); border-radius: .9rem; background: var(--surface); color: inherit; text-decoration: none;
}
.places a:hover { border-color: var(--accent); }
.places strong { font-weight: 650; }
.places span { flex: 1; text-wrap: pretty; color: var(--soft); font-size: .95rem; line-height: 1.5; }
.places code { margin-top: .5rem; color: var(--accent); }

.demo { margin-top: clamp(2.25rem, 5vw, 3.25rem); padding: 1.4rem 1.5rem; border-radius: 1rem; background: var(--tint); }
.demo h2 { margin-bottom: .4rem; }
.demo p { margin: 0 0 1rem; color: var(--soft); }
.demo dl { display: grid; gap: .6rem; margin: 0; }
.demo dl div { display: grid; gap: .1rem 1rem; }
.demo dt { color: var(--soft); font-size: .9rem; }
.demo dd { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: 0; }
.lost { padding: clamp(2rem, 12vw, 8rem) 0; }

@media (min-width: 34rem) {
  .demo dl div { grid-template-columns: 5.5rem 1fr; align-items: baseline; }
}
@media (min-width: 52rem) {
  .hero { grid-template-columns: 1.15fr .85fr; }
  /* The two that people read have a row of their own. */
  .places { grid-template-columns: repeat(6, 1fr); }
  .places li { grid-column: span 2; }
  .places li:nth-child(-n + 2) { grid-column: span 3; }
}
`;
