import { existsSync } from 'node:fs';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webkitLauncher } from './webkit-launcher.mjs';

/** The first of these files that is there. */
const first = (...paths) => paths.find((path) => path && existsSync(path));

/** Away from displays that people use. */
const DISPLAY = { args: [':93', '-screen', '0', '1280x1024x24'] };

function firefox() {
  const executablePath = first(
    process.env.CASEMENT_FIREFOX,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  );
  if (!executablePath) return { missing: 'Firefox is not installed (Debian: apt-get install firefox-esr)' };
  const launcher = chromeLauncher({
    launchOptions: { browser: 'firefox', executablePath, args: [] },
    concurrency: 1,
  });
  launcher.name = 'Firefox';
  return { launcher };
}

function webkit() {
  const driver = first(process.env.CASEMENT_WEBKIT_DRIVER, '/usr/bin/WebKitWebDriver');
  const browser = first(
    process.env.CASEMENT_WEBKIT,
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  );
  const xvfb = process.env.DISPLAY ? undefined : first('/usr/bin/Xvfb');
  if (!driver || !browser || !(xvfb || process.env.DISPLAY)) {
    return { missing: 'WebKit is not installed (Debian: apt-get install webkit2gtk-driver xvfb)' };
  }
  const display = xvfb ? { command: xvfb, args: DISPLAY.args } : null;
  return { launcher: webkitLauncher({ driver, browser, display }) };
}

/** Engines beside Chromium: those that can be started here, and what is missing for the others. */
export function findEngines() {
  const all = [firefox(), webkit()];
  return {
    launchers: all.flatMap(({ launcher }) => launcher ?? []),
    missing: all.flatMap(({ missing }) => missing ?? []),
  };
}
