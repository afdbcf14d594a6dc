/**
 * Takes out of the built templates what only people read: CSS literals go through lightningcss, and in HTML literals a line's
 * end with its indentation becomes one blank, which is what it means in HTML.
 */
import { transform } from 'lightningcss';
import MagicString from 'magic-string';

const CSS = 'css';
const MARKUP = new Set(['html', 'svg']);

function minifyCss(source) {
  const { code } = transform({ filename: 'literal.css', code: Buffer.from(source), minify: true });
  return code.toString();
}

const minifyMarkup = (source) => source.replace(/\s*\n\s*/g, ' ');

/** Every tagged template of a syntax tree. */
function* taggedTemplates(node) {
  if (Array.isArray(node)) {
    for (const item of node) yield* taggedTemplates(item);
  } else if (node && typeof node === 'object') {
    if (node.type === 'TaggedTemplateExpression') yield node;
    for (const value of Object.values(node)) yield* taggedTemplates(value);
  }
}

/** @returns {import('vite').Plugin} */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!/\/src\/elements\/.*\.ts$/.test(id)) return null;
      const magic = new MagicString(code);
      for (const { tag, quasi } of taggedTemplates(this.parse(code))) {
        const whole = tag.name === CSS && quasi.quasis.length === 1;
        if (!whole && !MARKUP.has(tag.name)) continue;
        for (const { start, end } of quasi.quasis) {
          if (end > start)
            magic.overwrite(start, end, (whole ? minifyCss : minifyMarkup)(code.slice(start, end)));
        }
      }
      return magic.hasChanged() ? { code: magic.toString(), map: magic.generateMap({ hires: true }) } : null;
    },
  };
}
