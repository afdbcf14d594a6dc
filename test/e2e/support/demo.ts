/** Starts the demo as a user does, once for the whole run: own data folder, free port, seeded. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the tests find the demo's address; set by `startDemo`. */
export const DEMO_URL = 'CASEMENT_E2E_URL';

const START_MS = 90_000;
const STOP_MS = 10_000;

/** Playwright's global set-up: starts, and gives back what stops. An address that is already set is used as it is. */
export default async function startDemo(): Promise<() => Promise<void>> {
  if (process.env[DEMO_URL]) return () => Promise.resolve();
  const dataDir = await mkdtemp(join(tmpdir(), 'casement-e2e-'));
  const demo = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env: { ...process.env, PORT: '0', CASEMENT_DATA: join(dataDir, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.env[DEMO_URL] = await addressOf(demo);
  return async () => {
    await stop(demo);
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** The address that the demo announces. Rejects with its output when it ends or says nothing for long. */
function addressOf(demo: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (): void => reject(new Error(`The demo did not start:\n${output}`));
    const late = setTimeout(fail, START_MS);
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    demo.stdout?.on('data', listen);
    demo.stderr?.on('data', listen);
    demo.once('exit', fail);
  });
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const ended = once(demo, 'exit');
  demo.kill('SIGTERM');
  const late = setTimeout(() => demo.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(late);
}
