import { basename } from 'node:path';
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite';
import MagicString from 'magic-string';
import { minify } from 'terser';
import { compactTemplates } from './scripts/lib/compact-templates.js';

const ELEMENTS = [
  'case-provider',
  'case-support',
  'case-list',
  'case-deflection',
  'case-form',
  'case-view',
  'case-notes',
  'case-outbox',
];

/** Left to the application that installs the package, so that it has each of them once. */
const RUNTIME_PACKAGES = [/^lit($|\/)/, /^@lit\//, /^openapi-fetch$/, /^idb($|\/)/];

const LIT_POLICY = /(\w+)\.createPolicy\("lit-html",(\{createHTML:\w+=>\w+\})\)/;

/**
 * Gives the bundled copy of Lit a Trusted Types policy of its own. Named `lit-html` it would take the name from
 * a Lit that the host page loads later, and a host that refuses the name would get a module that throws.
 * Where only `lit-html` is allowed that name is used; where both are refused, none.
 */
function ownTrustedTypesPolicy(): Plugin {
  return {
    name: 'own-trusted-types-policy',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/lit-html\/lit-html\.js$/.test(id)) return null;
      if (!LIT_POLICY.test(code))
        this.error('lit-html no longer creates its Trusted Types policy as expected');
      const replaced = code.replace(
        LIT_POLICY,
        (_all, types: string, rules: string) =>
          `["casement","lit-html"].reduce((made,name)=>{try{return made??${types}.createPolicy(name,${rules})}catch{return made}},void 0)`,
      );
      return { code: replaced, map: null };
    },
  };
}

/** A second pass over what the bundler minified: about one byte in eighty after compression. */
function minifiedAgain(): Plugin {
  return {
    name: 'minified-again',
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        // Where all code is one script its functions compress better side by side, and further passes find more.
        const isScript = chunk.fileName.includes('iife');
        for (let rounds = isScript ? 3 : 1; rounds > 0; rounds--) {
          const { code, map } = await minify(chunk.code, {
            module: true,
            ecma: 2022,
            compress: { passes: 2, sequences: false, hoist_funs: isScript },
            format: { quote_style: isScript ? 2 : 0 },
            sourceMap: chunk.map
              ? { content: JSON.stringify(chunk.map), asObject: true, url: `${basename(chunk.fileName)}.map` }
              : false,
          });
          if (!code) this.error(`${chunk.fileName} became empty`);
          // Each round writes the line that names the map again.
          chunk.code = rounds > 1 ? code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '') : code;
          if (chunk.map) chunk.map = { ...chunk.map, ...(map as object) };
        }
      }
    },
  };
}

type ModuleGraph = Parameters<Rolldown.CodeSplittingNameFunction>[1];

/** True when the page module needs `id` at once, that is by static imports alone. */
function isNeededAtOnce(id: string, graph: ModuleGraph, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const info = graph.getModuleInfo(id);
  return (
    info !== null &&
    (info.isEntry || info.importers.some((importer) => isNeededAtOnce(importer, graph, seen)))
  );
}

/** One line that a dozen later parts need; a file of its own would be fetched by each of them, after it. */
const ASKED_BY_ALL = /\/model\/outstanding\.ts$/;

/**
 * Puts all that a page needs at once in one file beside the small page module. Elements fetched later share that
 * file by its own name; were it the page module itself, a page that asks for `casement.js?v=2` would get it twice.
 */
const coreChunk: Rolldown.CodeSplittingGroup = {
  priority: 2,
  name: (id, graph) =>
    ASKED_BY_ALL.test(id) || (isNeededAtOnce(id, graph) && !graph.getModuleInfo(id)?.isEntry) ? 'core' : null,
};

/** Small modules that the same parts ask for: one file of them compresses better than several. */
const COMPANIONS: readonly (readonly [string, RegExp])[] = [
  ['dialog', /\/(parts\/confirm-dialog|styles\/dialog|texts\/discard)\.ts$/],
  ['as-of', /\/(parts|styles|texts)\/as-of\.ts$/],
  ['mark', /\/(styles|texts)\/mark\.ts$/],
  ['copy', /\/parts\/(copy|icons|names|safe-url)\.ts$/],
  ['form-values', /\/model\/(form-values|initial-values)\.ts$/],
  ['shapes', /\/rest\/(shapes|watchdog)\.ts$/],
];

const companions: Rolldown.CodeSplittingGroup = {
  priority: 1,
  name: (id, graph) =>
    isNeededAtOnce(id, graph) ? null : (COMPANIONS.find(([, files]) => files.test(id))?.[0] ?? null),
};

/**
 * What a returning customer's first rows come from: the keeper with all that it needs, in one file where there were seven, some
 * found by the one before. Companions that it shares with others have been given their place by then.
 */
const keeperChunk: Rolldown.CodeSplittingGroup = { name: 'keeper', test: /\/store\/keeper\.ts$/ };

/** ES modules for bundlers: one entry for each public module, runtime packages outside. */
function npmModules(): UserConfig {
  const elements = ELEMENTS.map((tag): [string, string] => [tag, `src/elements/${tag}.ts`]);
  return {
    build: {
      outDir: 'dist',
      minify: false,
      lib: {
        entry: Object.fromEntries<string>([
          ['index', 'src/index.ts'],
          ['define', 'src/define.ts'],
          ...elements,
        ]),
        formats: ['es'],
      },
      rolldownOptions: { external: RUNTIME_PACKAGES, output: { chunkFileNames: 'shared/[name].js' } },
    },
  };
}

/** What a page loads with `<script type="module">`: everything bundled, further elements fetched on first use. */
function pageModule(): UserConfig {
  return {
    plugins: [ownTrustedTypesPolicy(), compactTemplates(), minifiedAgain()],
    build: {
      outDir: 'dist/cdn',
      manifest: true,
      lib: { entry: { casement: 'src/define.ts' }, formats: ['es'] },
      rolldownOptions: {
        output: {
          minify: true,
          // Names that a page can write into a preload; caching for good is a matter of a versioned folder.
          chunkFileNames: 'chunks/[name].js',
          codeSplitting: { groups: [coreChunk, companions, keeperChunk] },
        },
      },
    },
  };
}

const OWN_IMPORT = /(?<!typeof )\bimport\('(\.[^']+)'\)/g;

/**
 * Where everything is in one file, nothing is fetched later: own modules that are asked for later are imported at once, so that
 * the bundler need not wrap each of them in a function that runs it when its turn comes.
 */
function importedAtOnce(): Plugin {
  return {
    name: 'imported-at-once',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id)) return null;
      const text = new MagicString(code);
      let count = 0;
      text.replace(OWN_IMPORT, (_all, path: string) => {
        const name = `_later${++count}`;
        text.prepend(`import * as ${name} from '${path}';`);
        return `Promise.resolve(${name})`;
      });
      return count ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null;
    },
  };
}

/** One self-contained classic script, for pages that can only place a single file. */
function singleScript(): UserConfig {
  return {
    plugins: [ownTrustedTypesPolicy(), importedAtOnce(), compactTemplates(), minifiedAgain()],
    build: {
      outDir: 'dist/cdn',
      lib: {
        entry: 'src/define.ts',
        formats: ['iife'],
        name: 'Casement',
        fileName: () => 'casement.iife.js',
      },
      rolldownOptions: { output: { minify: true, codeSplitting: false } },
    },
  };
}

const FORMS: Record<string, () => UserConfig> = { npm: npmModules, cdn: pageModule, iife: singleScript };

export default defineConfig(({ mode }) => {
  const form = (FORMS[mode] ?? npmModules)();
  return {
    ...form,
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      sourcemap: true,
      emptyOutDir: false,
      reportCompressedSize: false,
      ...form.build,
    },
  };
});
