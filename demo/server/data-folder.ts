/** The data folder of the embedded database: one process at a time. Node only. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartError } from './node.js';

const LOCK_NAME = 'lock';
// A lock with this process's own number is one of a former process of that number, unless it is in here.
const held = new Set<string>();

/** A folder that belongs to this process. */
export interface DataFolder {
  readonly path: string;
  /** Path of something in the folder. */
  at(...names: string[]): string;
  /** Lets another process have it. */
  release(): Promise<void>;
}

/**
 * Takes the folder, making it if need be. A lock whose process has died is taken over.
 *
 * @throws StartError in one sentence when another process has it, or when it cannot be written.
 */
export async function takeFolder(path: string): Promise<DataFolder> {
  const lock = join(path, LOCK_NAME);
  const name = resolve(path);
  if (held.has(name)) throw new StartError(`The data folder ${path} is in use by this process already.`);
  try {
    await makeFolder(path);
    if (!(await writeLock(lock))) {
      const owner = await readOwner(lock);
      if (owner !== undefined && isAlive(owner)) {
        throw new StartError(
          `The data folder ${path} is in use by another process (${owner}): stop it first.`,
        );
      }
      await rm(lock, { force: true });
      if (!(await writeLock(lock)))
        throw new StartError(`The data folder ${path} is in use by another process.`);
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`The data folder ${path} cannot be used (${codeOf(error)}).`);
  }
  held.add(name);
  return {
    path,
    at: (...names) => join(path, ...names),
    release: async () => {
      held.delete(name);
      await rm(lock, { force: true });
    },
  };
}

// Step by step: `mkdir` with `recursive` never returns below /proc (Node 20).
async function makeFolder(path: string): Promise<void> {
  const make = (): Promise<string> =>
    mkdir(path).then(
      () => '',
      (error: unknown) => codeOf(error),
    );
  let failure = await make();
  const parent = dirname(resolve(path));
  if (failure === 'ENOENT' && parent !== resolve(path)) {
    await makeFolder(parent);
    failure = await make();
  }
  if (failure !== '' && failure !== 'EEXIST') throw Object.assign(new Error(failure), { code: failure });
}

async function writeLock(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(lock: string): Promise<number | undefined> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  const pid = Number(text);
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
