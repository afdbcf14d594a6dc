import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PlainFailure } from './failure.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** Flags for every Chromium that tests start: usable as root, and quiet on the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  // The lists below the address bar are pages, too: a second of computing for every window.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
];

const PLAYWRIGHT_BINARIES = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
];

/** Chromium builds that Playwright keeps for this user, the newest first. */
function playwrightBuilds() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  return caches
    .filter((cache) => cache && existsSync(cache))
    .flatMap((cache) => {
      const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
      builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
      return builds.flatMap((build) => PLAYWRIGHT_BINARIES.map((binary) => join(cache, build, binary)));
    });
}

/** On Ubuntu a file may be there that only says how to install a snap: asking for the version tells. */
function starts(path) {
  try {
    const answer = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000, stdio: 'pipe' });
    return /chrom/i.test(answer);
  } catch {
    return false;
  }
}

/** The path of a Chromium or Chrome on this machine, or undefined. What the environment names must exist. */
export function findBrowser() {
  for (const name of ['CASEMENT_CHROMIUM', 'CHROME_PATH']) {
    const path = process.env[name];
    if (!path) continue;
    if (!starts(path))
      throw new PlainFailure(`${name} names ${path}, which is not a Chromium or Chrome that starts.`);
    return path;
  }
  return [...USUAL_PLACES, ...playwrightBuilds()].find((path) => existsSync(path) && starts(path));
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

async function installBrowser() {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && isDebian()) {
    console.error('Installing Chromium (apt-get install chromium) …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env });
    const { code, output } = await run('apt-get', ['install', '-y', '-q', 'chromium'], { env });
    if (code === 0) return;
    console.error(output.trimEnd());
  }
  console.error('Installing Chromium (playwright install chromium) …');
  const cli = join(ROOT, 'node_modules/playwright-core/cli.js');
  const withDeps = isRoot && process.platform === 'linux' ? ['--with-deps'] : [];
  const { code, output } = await run(process.execPath, [cli, 'install', ...withDeps, 'chromium']);
  if (code !== 0) console.error(output.trimEnd());
}

/**
 * Finds a Chromium, installs one if there is none, and names it in `CASEMENT_CHROMIUM` for the tools started
 * later. Dependencies must be installed before.
 */
export async function ensureBrowser() {
  let path = findBrowser();
  if (!path) {
    await installBrowser();
    path = findBrowser();
  }
  if (!path) {
    throw new PlainFailure(
      'No Chromium or Chrome was found and none could be installed: install one and name it in CASEMENT_CHROMIUM.',
    );
  }
  process.env.CASEMENT_CHROMIUM = path;
  return path;
}
