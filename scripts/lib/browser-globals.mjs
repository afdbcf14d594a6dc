// What tests for the browser find there, for those that run in Node: its test runner in place of Mocha.
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import chai from '@esm-bundle/chai';

Object.assign(globalThis, { after, afterEach, before, beforeEach, describe, it });
export const { expect } = chai;
