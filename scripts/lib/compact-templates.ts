import { transform } from 'lightningcss';
import MagicString from 'magic-string';
import { parseSync } from 'vite';
import type { Plugin } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

interface Quasi extends Node {
  value: { raw: string };
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Indentation between tags shows as one space at most, so one space is what is kept. */
function compactMarkup(raw: string): string {
  return raw.replace(/\s*\n\s*/g, ' ');
}

/** A style sheet in one piece; newer syntax is kept as it is written. */
function compactStyles(raw: string): string {
  return transform({ filename: 'template.css', code: Buffer.from(raw), minify: true }).code.toString();
}

const COMPACT: Readonly<Record<string, (raw: string) => string>> = {
  css: compactStyles,
  html: compactMarkup,
  svg: compactMarkup,
};

function* quasisOfTemplates(node: Node): Generator<{ quasi: Quasi; compact: (raw: string) => string }> {
  if (node.type === 'TaggedTemplateExpression') {
    const compact = COMPACT[String((node['tag'] as { name?: unknown }).name)];
    const { quasis } = node['quasi'] as { quasis: Quasi[] };
    // A style sheet with holes is no style sheet yet.
    const whole = compact !== compactStyles || quasis.length === 1;
    if (compact && whole) for (const quasi of quasis) yield { quasi, compact };
  }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) yield* quasisOfTemplates(child);
    }
  }
}

/** Takes comments and indentation out of `css`, `html` and `svg` templates of the project's own sources. */
export function compactTemplates(): Plugin {
  return {
    name: 'compact-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id)) return null;
      const edited = new MagicString(code);
      for (const { quasi, compact } of quasisOfTemplates(parseSync(id, code).program as unknown as Node)) {
        const { raw } = quasi.value;
        const at = code.indexOf(raw, quasi.start);
        if (compact(raw) !== raw) edited.overwrite(at, at + raw.length, compact(raw) || ' ');
      }
      if (!edited.hasChanged()) return null;
      return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
    },
  };
}
