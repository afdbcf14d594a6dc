import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { descendants, ownImports, place, readSources, type SourceFile } from './source-tree.js';

/** From the ground up; layers of one floor do not see each other. */
const FLOORS = [['model'], ['backend', 'offline'], ['store'], ['context'], ['elements'], ['index', 'define']];

/** What the model may not touch: it has no page, no network, no clock, no chance. */
const IMPURE = new Set([
  ...[
    'window',
    'document',
    'navigator',
    'location',
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'globalThis',
  ],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'HTMLElement', 'customElements', 'performance'],
  ...['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame'],
]);

const sources = readSources();

const layerOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
const floorOf = (layer: string): number => FLOORS.findIndex((layers) => layers.includes(layer));

function isAllowed(from: string, to: string): boolean {
  return from === to || floorOf(to) < floorOf(from);
}

function arrowsBack(file: SourceFile): string[] {
  const from = layerOf(file.path);
  return ownImports(file)
    .filter((target) => !isAllowed(from, layerOf(target)))
    .map((target) => `${file.path} imports ${target}`);
}

/** Uses of an impure global by its bare name; a property or a field of that name is something else. */
function impurities(file: SourceFile): string[] {
  const found: string[] = [];
  for (const node of descendants(file.tree)) {
    if (isImpureGlobal(node) || isClockOrChance(node))
      found.push(`${place(file, node)} uses ${node.getText()}`);
  }
  return found;
}

function isImpureGlobal(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !IMPURE.has(node.text)) return false;
  const { parent } = node;
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent)) &&
      parent.name === node);
  return !isName;
}

function isClockOrChance(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  return ts.isCallExpression(node) && /^(Date\.now|Math\.random|Date)$/.test(node.expression.getText());
}

const DECLARATIONS = new Set([
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.ExportAssignment,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.VariableStatement,
]);

/** What happens when a module is merely imported: statements that do something, and registering decorators. */
function sideEffects(file: SourceFile): string[] {
  const acting = file.tree.statements.filter(
    (statement) => !DECLARATIONS.has(statement.kind) || isBareImport(statement) || registersItself(statement),
  );
  return acting.map((statement) => `${place(file, statement)}: ${statement.getText().split('\n')[0] ?? ''}`);
}

function isBareImport(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) && statement.importClause === undefined;
}

function registersItself(statement: ts.Statement): boolean {
  if (!ts.isClassDeclaration(statement)) return false;
  return (ts.getDecorators(statement) ?? []).some((decorator) =>
    decorator.getText().startsWith('@customElement'),
  );
}

describe('the layers', () => {
  it('has every module of src/ in a known layer', () => {
    const lost = sources.filter(({ path }) => floorOf(layerOf(path)) < 0).map(({ path }) => path);
    assert.deepEqual(lost, []);
  });

  it('imports one way: elements, context, store, backend or offline, model', () => {
    assert.deepEqual(sources.flatMap(arrowsBack), []);
  });

  it('finds an arrow that runs back when there is one', () => {
    const text = `export type { CaseList } from '../elements/case-list.js';\nvoid import('../offline/outbox.js');`;
    const path = 'src/backend/planted.ts';
    const planted = { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
    assert.equal(arrowsBack(planted).length, 2);
  });
});

describe('the model', () => {
  it('knows no page, no network, no clock and no chance', () => {
    assert.deepEqual(sources.filter(({ path }) => layerOf(path) === 'model').flatMap(impurities), []);
  });

  it('is read well enough to find what it must not do', () => {
    const text = `const a = { fetch: 1 }; a.fetch; new Date(0); new Date(); Date.now(); Math.random(); fetch('/'); document.body;`;
    const path = 'src/model/planted.ts';
    const planted = { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
    assert.deepEqual(
      impurities(planted).map((line) => line.replace(/^.* uses /, '')),
      ['new Date()', 'Date.now()', 'Math.random()', 'fetch', 'document'],
    );
  });
});

describe('importing a module', () => {
  it('does nothing, unless it is define.ts', () => {
    assert.deepEqual(sources.filter(({ path }) => path !== 'src/define.ts').flatMap(sideEffects), []);
  });

  it('is seen to act in define.ts', () => {
    const define = sources.filter(({ path }) => path === 'src/define.ts');
    assert.ok(define.flatMap(sideEffects).length > 0);
  });
});
