import palette from 'tailwindcss/colors';
import type { Plugin } from 'vite';

/** The kit's names of colours, each with the palette that it takes its shades from. */
export const COLORS = {
  primary: 'emerald',
  secondary: 'blue',
  success: 'green',
  info: 'blue',
  warning: 'yellow',
  error: 'red',
  neutral: 'stone',
} as const;

const SHADES = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950] as const;

/** The plugin of the kit that would write the colours into a style element, once the page runs. */
const RUNTIME_PLUGIN = /@nuxt[\\/]ui[\\/]dist[\\/]runtime[\\/]plugins[\\/]colors\.js$/;

const STYLE_SHEET = 'virtual:kit-colors.css';

/**
 * Writes the kit's colours into the style sheet, while building, in place of a style element at run time: the content
 * security policy allows no such element, and nothing is drawn in other colours first.
 */
export function kitColors(): Plugin {
  return {
    name: 'kit-colors',
    enforce: 'pre',
    resolveId: (id) => (id === STYLE_SHEET ? `\0${STYLE_SHEET}` : undefined),
    load(id) {
      if (id === `\0${STYLE_SHEET}`) return styleSheet();
      if (RUNTIME_PLUGIN.test(id)) return `import '${STYLE_SHEET}'; export default { install() {} };`;
      return undefined;
    },
    // Names of the kit's files may change with its version, and then its style element would be back.
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).filter((output) => output.type === 'chunk');
      if (files.some(({ code }) => code.includes('nuxt-ui-colors'))) {
        this.error('The kit sets its colours by a style element, which the content security policy refuses');
      }
    },
  };
}

/** As the kit writes them: shades for all, and the shade that each name is by itself. */
function styleSheet(): string {
  const names = Object.keys(COLORS).filter((name) => name !== 'neutral');
  const shades = Object.entries(COLORS).flatMap(([name, color]) =>
    SHADES.map((shade) => `--ui-color-${name}-${shade}: ${palette[color][shade]};`),
  );
  const inShade = (shade: number) => names.map((name) => `--ui-${name}: var(--ui-color-${name}-${shade});`);
  return `@layer theme {
  :root, :host { ${shades.join('\n')} }
  :root, :host, .light { ${inShade(500).join('\n')} }
  .dark { ${inShade(400).join('\n')} }
}`;
}
