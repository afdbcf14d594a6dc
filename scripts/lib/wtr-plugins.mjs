import { join } from 'node:path';
import { ROOT } from './root.mjs';

const STRICT_CONSOLE = '/test/support/strict-console.ts';

/** Makes every test file load the strict console first. */
export function strictConsolePlugin() {
  return {
    name: 'strict-console',
    transform(context) {
      if (!/^\/test\/.*\.test\.ts$/.test(context.path)) return undefined;
      // On the first line, so that source maps keep their lines.
      return { body: `import '${STRICT_CONSOLE}';${context.body}` };
    },
  };
}

const PAGE_BACKEND = '/demo/server/page.ts';

/**
 * Serves the reference backend as one bundled module: its validation libraries are CommonJS, which no browser
 * loads. PGlite stays outside, since it finds its data files by its own address.
 */
export function pageBackendPlugin() {
  let bundled;
  const bundle = async () => {
    const { build } = await import('vite');
    const [result] = await build({
      configFile: false,
      root: ROOT,
      publicDir: false,
      logLevel: 'warn',
      define: { 'process.env.NODE_ENV': '"test"' },
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        sourcemap: 'inline',
        lib: { entry: join(ROOT, PAGE_BACKEND), formats: ['es'] },
        rolldownOptions: { external: [/^@electric-sql\/pglite($|\/)/], output: { codeSplitting: false } },
      },
    });
    return result.output[0].code;
  };
  return {
    name: 'page-backend',
    async serve(context) {
      if (context.path !== PAGE_BACKEND) return undefined;
      bundled ??= bundle();
      return { body: await bundled, type: 'js' };
    },
  };
}
