// `describe`, `it` and `expect` for tests that are written for the browser and need none: collected, to be run again and again.
import chai from '@esm-bundle/chai';

export const { expect } = chai;

/** @type {{ name: string, run: () => unknown }[]} */
const tests = [];
const suites = [];

globalThis.describe = (name, body) => {
  suites.push(name);
  body();
  suites.pop();
};
globalThis.it = (name, run) => tests.push({ name: [...suites, name].join(' > '), run });
globalThis.collectedTests = tests;
