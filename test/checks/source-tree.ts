/** Reads the source tree for the checks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One TypeScript file of `src/`. */
export interface SourceFile {
  /** From the repository's root, with forward slashes: `src/model/case.ts`. */
  path: string;
  text: string;
  tree: ts.SourceFile;
}

/** Paths under `folder` that end with `ending`, from the root, with forward slashes. */
export function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).split(sep).join('/'))
    .filter((path) => path.endsWith(ending))
    .sort();
}

/** Parses all of `src/`. */
export function readSources(): SourceFile[] {
  return filesUnder('src', '.ts').map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
  });
}

/** Root-relative paths, without ending, of the own modules that a file imports: also types, also later by `import()`. */
export function ownImports({ path, text }: SourceFile): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name).replace(/\.[jt]s$/, ''));
}

/** `path:line` of a node, as an editor opens it. */
export function place({ path, tree }: SourceFile, node: ts.Node): string {
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return `${relative('', path)}:${line + 1}`;
}

/** All nodes below `node`, itself included. */
export function* descendants(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* descendants(child);
}
