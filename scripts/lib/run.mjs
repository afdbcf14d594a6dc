import { spawn } from 'node:child_process';
import { ROOT } from './root.mjs';

const running = new Set();

/** Colours that some tools write whether or not anybody sees them. */
const COLOURS = new RegExp('\\u001b\\[[0-9;]*[A-Za-z]', 'g');

/** The process that has the terminal, if one has: it decides itself when it has stopped. */
let foreground;

/** Ends what is still running: whole process groups, since npm and the test runners start children. */
export function stopAll(signal = 'SIGTERM') {
  for (const child of running) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It ended in the meantime.
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (foreground) {
      foreground.kill(signal);
      return;
    }
    stopAll();
    process.exit(130);
  });
}

/**
 * Runs one command in the repository's folder.
 * @param {string} command a program on the PATH, or an absolute path
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean, timeoutMs?: number }} [options] `show` passes the
 *   output through while it comes; it is collected in any case
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr interleaved; a command that cannot be
 *   started has code 127, one that ran out of time 124
 */
export function run(command, args, { env = {}, show = false, timeoutMs = 15 * 60_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      detached: true,
      env: { NO_COLOR: '1', ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts = [];
    const finish = (code, last = '') => {
      clearTimeout(timer);
      running.delete(child);
      const output = parts.join('') + last;
      resolve({ code, output: process.stdout.isTTY ? output : output.replace(COLOURS, '') });
    };
    const timer = setTimeout(() => {
      parts.push(`\nStopped after ${timeoutMs / 1000} s: ${command} ${args.join(' ')}\n`);
      stopOne(child);
      finish(124);
    }, timeoutMs);
    running.add(child);
    const take = (stream) => (text) => {
      parts.push(text);
      if (show) stream.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    child.once('error', (error) => finish(127, `${error.message}\n`));
    child.once('close', (code) => finish(code ?? 1));
  });
}

function stopOne(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** Runs the JavaScript file of an installed package's command with this very Node, without npx. */
export function runNode(file, args, options) {
  return run(process.execPath, [file, ...args], options);
}

/**
 * Gives the terminal to a JavaScript file until it ends.
 * @param {string[]} args what follows `node` on the command line
 * @returns {Promise<number>} its exit code
 */
export function runInForeground(args) {
  foreground = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve) => {
    foreground.once('close', (code) => {
      foreground = undefined;
      resolve(code ?? 1);
    });
  });
}
