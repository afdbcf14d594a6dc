/** Writes the validators of `demo/server/validators.ts` as a module, for pages where no code is made from text. */
import { default as standaloneCode } from 'ajv/dist/standalone/index.js';
import { openAjv } from '../../demo/server/validators.js';

type Json = Readonly<Record<string, unknown>>;

/** Pointers of everything in the document that has the name `schema` and is one: of parameters, bodies and answers. */
function schemaPointers(document: Json): string[] {
  const found: string[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (name === 'schema') found.push(at);
      else if (at !== '#/components/schemas') visit(member, at);
    }
  };
  visit(document, '#');
  return found;
}

/** The source of a module that has the exports of `demo/server/validators.ts` which the contract uses. */
export function validatorsModule(document: Json): string {
  const ajv = openAjv(document, { code: { source: true, esm: true } });
  const names = new Map(schemaPointers(document).map((pointer, index) => [pointer, `check${index}`]));
  for (const [pointer, name] of names) ajv.addSchema({ $id: name, $ref: `contract${pointer}` });
  const code = standaloneCode(ajv, Object.fromEntries([...names.values()].map((name) => [name, name])));
  const table = [...names].map(([pointer, name]) => `${JSON.stringify(pointer)}: ${name}`);
  return `${code}
const TABLE = { ${table.join(', ')} };
export function createValidators() {
  return (pointer) => {
    if (!TABLE[pointer]) throw new Error(\`The contract has no schema at ${'$'}{pointer}.\`);
    return TABLE[pointer];
  };
}
`;
}
