import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const START_PATIENCE = 15_000;

/** A port that is free at the moment. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One call of the WebDriver protocol. */
async function call(base, method, path, body) {
  const answer = await fetch(`${base}${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.message ?? answer.status}`);
  return value;
}

/**
 * Runs tests in WebKitGTK's small browser, a window for each file, one after the other. What it needs of WebDriver is two calls: a
 * client library would be forty packages.
 * @param {{ driver: string, browser: string, display: { command: string, args: string[] } | null }} programs
 * @returns {import('@web/test-runner').BrowserLauncher}
 */
export function webkitLauncher({ driver, browser, display }) {
  const sessions = new Map();
  const children = [];
  let base = '';

  const start = (command, args, env = {}) => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env } });
    children.push(child);
    return child;
  };

  async function untilReady() {
    const end = Date.now() + START_PATIENCE;
    for (;;) {
      const isReady = await call(base, 'GET', '/status').then(
        () => true,
        () => false,
      );
      if (isReady) return;
      if (Date.now() > end) throw new Error('WebKitWebDriver does not answer');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  return {
    name: 'WebKit',
    type: 'webdriver',
    concurrency: 1,
    async initialize() {
      const port = await freePort();
      base = `http://127.0.0.1:${port}`;
      if (display) start(display.command, display.args);
      start(driver, [`--port=${port}`], display ? { DISPLAY: display.args[0] } : {});
      await untilReady();
    },
    async stop() {
      for (const id of sessions.keys()) await this.stopSession(id);
      for (const child of children.splice(0).reverse()) child.kill();
    },
    async startSession(id, url) {
      const options = { binary: browser, args: ['--automation'] };
      const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
      const { sessionId } = await call(base, 'POST', '/session', { capabilities });
      sessions.set(id, sessionId);
      await call(base, 'POST', `/session/${sessionId}/url`, { url });
    },
    isActive: (id) => sessions.has(id),
    getBrowserUrl: (id) => call(base, 'GET', `/session/${sessions.get(id)}/url`),
    async stopSession(id) {
      const sessionId = sessions.get(id);
      sessions.delete(id);
      if (sessionId) await call(base, 'DELETE', `/session/${sessionId}`).catch(() => undefined);
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKit has no debug sessions here');
    },
  };
}
