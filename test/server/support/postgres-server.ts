/** A PostgreSQL server of the test's own, from the distribution's package, run by an ordinary user. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGES = '/usr/lib/postgresql';

/** A running server. */
export interface PostgresServer {
  /** Connection string of one of its databases. */
  url(database: string): string;
  stop(): Promise<void>;
}

/** Folder of the newest installed server's programs; undefined where none is installed. */
export function findPostgres(): string | undefined {
  if (!existsSync(PACKAGES)) return undefined;
  const versions = readdirSync(PACKAGES).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(PACKAGES, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')));
}

/** Starts a server with `programs` on a temporary folder and a free port of 127.0.0.1. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-postgres-'));
  const user = await ordinaryUser();
  if (user) await chown(folder, user.uid, user.gid);
  const as = (program: string, args: string[]): Promise<unknown> => {
    const path = join(programs, program);
    if (!user) return run(path, args, { cwd: folder });
    const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'];
    return run('setpriv', [...identity, path, ...args], { cwd: folder });
  };
  const data = join(folder, 'data');
  const port = await freePort();
  await as('initdb', ['-D', data, '-A', 'trust', '-U', 'casement', '--no-locale', '-E', 'UTF8', '--no-sync']);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=60`;
  await as('pg_ctl', ['-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start']);
  const orphaned = await endWithThisProcess(join(data, 'postmaster.pid'));
  return {
    url: (database) => `postgres://casement@127.0.0.1:${port}/${database}`,
    stop: async () => {
      orphaned.prevent();
      await as('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// The server is a daemon: a test that is interrupted would leave it behind.
async function endWithThisProcess(pidFile: string): Promise<{ prevent(): void }> {
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  const end = (): void => {
    process.kill(pid, 'SIGQUIT');
  };
  const leave = (): void => process.exit(1);
  process.once('exit', end).once('SIGTERM', leave).once('SIGINT', leave);
  return {
    prevent: () => process.off('exit', end).off('SIGTERM', leave).off('SIGINT', leave),
  };
}

// The server refuses to run as root.
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const name = await run('id', ['-u', 'postgres']).then(
    () => 'postgres',
    () => 'nobody',
  );
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
