import { expect } from '@open-wc/testing';
import { fillText, shapeOverride } from '../../src/context/texts.js';

const CASES = { one: '{count} case', other: '{count} cases' };
const POLISH = {
  one: '{count} sprawa',
  few: '{count} sprawy',
  many: '{count} spraw',
  other: '{count} sprawy',
};
const ARABIC = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
const counted = (text: Parameters<typeof fillText>[0], locale: string, ...counts: number[]) =>
  counts.map((count) => fillText(text, locale, { count }));

describe('texts', () => {
  it('are placeholders filled, each time they occur, and unknown ones left visible?', () => {
    expect(fillText('{a} and {a}, {b}', 'en', { a: 'x' })).to.equal('x and x, {b}');
  });

  it('are numbers written the way of the locale, and texts as they are?', () => {
    expect(['en', 'de', 'pl'].map((locale) => fillText('{n}', locale, { n: 12_345.5 }))).to.deep.equal([
      '12,345.5',
      '12.345,5',
      '12\u00a0345,5',
    ]);
    expect(fillText('{n}', 'de', { n: '12345' })).to.equal('12345');
  });

  it('are moments written the way of the locale, today’s without a date?', () => {
    const today = new Date();
    today.setHours(15, 4);
    expect(fillText('{at}', 'de', { at: today })).to.equal('15:04');
    expect(fillText('{at}', 'de', { at: new Date(2020, 0, 2, 15, 4) })).to.match(/^02\.01\.2020,? 15:04$/);
  });

  it('which plural form is chosen?', () => {
    expect(counted(CASES, 'en', 0, 1, 2)).to.deep.equal(['0 cases', '1 case', '2 cases']);
    expect(counted(POLISH, 'pl', 1, 2, 5, 22)).to.deep.equal([
      '1 sprawa',
      '2 sprawy',
      '5 spraw',
      '22 sprawy',
    ]);
    expect(counted(ARABIC, 'ar', 0, 1, 2, 3, 11, 100)).to.deep.equal(['z', 'o', 't', 'f', 'm', 'x']);
  });

  it('does a table without the form of the locale, or a missing count, fall back?', () => {
    expect(counted(CASES, 'ar', 0, 2))
      .to.have.length(2)
      .and.satisfy((all: string[]) => all.every((text) => text.endsWith('cases')));
    expect(fillText(CASES, 'en')).to.equal('{count} cases');
  });

  for (const name of ['__proto__', 'constructor', 'toString']) {
    it(`is {${name}} a placeholder that somebody inherited?`, () => {
      expect(fillText(`{${name}}`, 'en', {})).to.equal(`{${name}}`);
    });
  }

  it('is a value a template or a pattern?', () => {
    expect(fillText('{a}{b}', 'en', { a: '{b} $& $1', b: '!' })).to.equal('{b} $& $1!');
  });

  it('does a locale that there is not break anything?', () => {
    for (const locale of ['', 'not a locale', 'x'.repeat(100), 'en_US'])
      expect(fillText(CASES, locale, { count: 2 })).to.match(/2/);
  });
});

describe('a text that the owner replaces', () => {
  it('does a bar separate its plural forms?', () => {
    expect(counted(shapeOverride('{count} ticket|{count} tickets', CASES, 'en'), 'en', 1, 2)).to.deep.equal([
      '1 ticket',
      '2 tickets',
    ]);
  });

  it('in all forms of the locale, in their order?', () => {
    expect(counted(shapeOverride('a|b|c|d', CASES, 'pl'), 'pl', 1, 2, 5, 1.5)).to.deep.equal([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('in two forms where the locale has more?', () => {
    expect(counted(shapeOverride('a|b', POLISH, 'pl'), 'pl', 1, 2, 5)).to.deep.equal(['a', 'b', 'b']);
  });

  it('is a bar in a text without plural forms a bar, and one form enough for all?', () => {
    expect(fillText(shapeOverride('Help | Bank', 'Help', 'en'), 'en')).to.equal('Help | Bank');
    expect(counted(shapeOverride('{count} in all', CASES, 'en'), 'en', 1, 2)).to.deep.equal([
      '1 in all',
      '2 in all',
    ]);
  });
});
