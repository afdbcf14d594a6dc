import { expect } from '@open-wc/testing';
import type { FieldValue } from '../../src/model/case.js';
import { admitFiles } from '../../src/model/files.js';
import { validateField, validateFields, type FieldDefinition } from '../../src/model/form.js';

const field = (patch: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name: 'x',
  type: 'text',
  label: 'X',
  ...patch,
});
const codeOf = (patch: Partial<FieldDefinition>, value: FieldValue) =>
  validateField(field(patch), value)?.code;

describe('what is wrong with a field', () => {
  const cases: readonly [string, Partial<FieldDefinition>, FieldValue, string | undefined][] = [
    ['an empty required text', { required: true }, '', 'required'],
    ['a required text of blanks', { required: true }, ' \n\t', 'required'],
    ['a required text that is missing', { required: true }, null, 'required'],
    ['an optional text that is empty', { minLength: 5 }, '', undefined],
    ['a required box that is not ticked', { required: true, type: 'checkbox' }, false, 'required'],
    ['a ticked box', { required: true, type: 'checkbox' }, true, undefined],
    ['a required number that is zero', { required: true, type: 'number' }, 0, undefined],
    ['a text at its longest', { maxLength: 3 }, 'abc', undefined],
    ['a text that is too long', { maxLength: 3 }, 'abcd', 'tooLong'],
    ['an emoji counted as native fields do', { maxLength: 1 }, '😀', 'tooLong'],
    ['a text that is too short', { minLength: 3 }, 'ab', 'tooShort'],
    ['a number', { type: 'number' }, '12.5', undefined],
    ['a word for a number', { type: 'number' }, 'twelve', 'notANumber'],
    ['an endless number', { type: 'number' }, 'Infinity', 'notANumber'],
    ['NaN', { type: 'number' }, NaN, 'notANumber'],
    ['NaN within limits', { type: 'number', min: 1, max: 2 }, NaN, 'notANumber'],
    ['a number below its least', { type: 'number', min: 1 }, 0.5, 'tooSmall'],
    ['a written number below its least', { type: 'number', min: 10 }, '9', 'tooSmall'],
    ['a number above its most', { type: 'number', max: 9 }, '10', 'tooLarge'],
    ['a date', { type: 'date' }, '2028-02-29', undefined],
    ['30 February', { type: 'date' }, '2026-02-30', 'badDate'],
    ['29 February of another year', { type: 'date' }, '2026-02-29', 'badDate'],
    ['month 13', { type: 'date' }, '2026-13-01', 'badDate'],
    ['a date the local way', { type: 'date' }, '01.02.2026', 'badDate'],
    ['a date with a time', { type: 'date' }, '2026-01-01T00:00', 'badDate'],
    ['a date before its earliest', { type: 'date', min: '2026-01-02' }, '2026-01-01', 'tooSmall'],
    ['a date after its latest', { type: 'date', max: '2026-01-02' }, '2026-01-03', 'tooLarge'],
    ['an e-mail address', { type: 'email' }, 'ada@example.org', undefined],
    ['an e-mail address without a domain', { type: 'email' }, 'ada@', 'badEmail'],
    ['two e-mail addresses', { type: 'email' }, 'a@b.c, d@e.f', 'badEmail'],
    ['a phone number', { type: 'phone' }, '+48 (22) 123-45.67', undefined],
    ['dots for a phone number', { type: 'phone' }, '.....', 'badPhone'],
    ['letters in a phone number', { type: 'phone' }, '555 CARD', 'badPhone'],
    ['a web address', { type: 'url' }, 'https://example.org/a', undefined],
    ['a script for a web address', { type: 'url' }, 'javascript:alert(1)', 'badUrl'],
    ['a path for a web address', { type: 'url' }, '/a', 'badUrl'],
    ['an option', { type: 'choice', options: [{ value: 'a', label: 'A' }] }, 'a', undefined],
    [
      'something that is no option',
      { type: 'choice', options: [{ value: 'a', label: 'A' }] },
      'b',
      'notAnOption',
    ],
    ['any look-up', { type: 'lookup' }, 'anything', undefined],
  ];
  for (const [what, patch, value, code] of cases) {
    it(`${what}: ${code ?? 'nothing'}`, () => {
      expect(codeOf(patch, value)).to.equal(code);
    });
  }

  it('does an error say the limit and how much it was?', () => {
    expect(validateField(field({ maxLength: 3 }), 'abcd')).to.deep.equal({
      code: 'tooLong',
      limit: 3,
      actual: 4,
    });
  });

  it('are errors in the order of the fields, and read-only fields left out?', () => {
    const fields = ['b', 'a', 'c'].map((name) => field({ name, required: true, readOnly: name === 'a' }));
    expect(validateFields(fields, {}).map((error) => error.field)).to.deep.equal(['b', 'c']);
  });

  for (const name of ['constructor', 'toString', 'valueOf']) {
    it(`is a required field called ${name} missing when it is not given?`, () => {
      expect(validateFields([field({ name, required: true })], {}).map((error) => error.code)).to.deep.equal([
        'required',
      ]);
    });
  }

  it('how long does the worst address take?', () => {
    const began = performance.now();
    for (const text of [`a@${'.'.repeat(20_000)}`, `${'a'.repeat(20_000)}@`, '@'.repeat(20_000)])
      codeOf({ type: 'email' }, text);
    for (const text of ['1'.repeat(20_000), '-'.repeat(20_000)]) codeOf({ type: 'phone' }, text);
    expect(performance.now() - began).to.be.lessThan(200);
  });
});

describe('which files may join', () => {
  const limits = {
    noteMaxLength: 1,
    attachmentMaxBytes: 100,
    attachmentMaxCount: 2,
    attachmentTypes: ['image/*', '.LOG', 'text/plain'],
  };
  const file = (name: string, type = 'image/png', size = 10) => ({ name, type, size });
  const refusalsOf = (present: readonly ReturnType<typeof file>[], ...added: ReturnType<typeof file>[]) =>
    admitFiles(present, added, limits).refused.map((fault) => fault.code);

  it('is one of an allowed type taken, by range, by ending, by exact type, in any case?', () => {
    const added = [file('a.png', 'IMAGE/PNG'), file('b.Log', '')];
    expect(admitFiles([], added, limits).accepted).to.deep.equal(added);
    expect(refusalsOf([], file('c', 'text/plain'))).to.deep.equal([]);
  });

  it('is an empty, a big, a forbidden one refused, each with its reason?', () => {
    const added = [
      file('a.png', 'image/png', 0),
      file('b.png', 'image/png', 101),
      file('c.exe', 'application/x-msdownload'),
    ];
    expect(admitFiles([], added, limits).refused).to.deep.equal([
      { name: 'a.png', code: 'empty' },
      { name: 'b.png', code: 'tooBig', limit: 100 },
      { name: 'c.exe', code: 'badType' },
    ]);
  });

  it('does a range end at its slash?', () => {
    expect(refusalsOf([], file('a', 'imagex/png'))).to.deep.equal(['badType']);
  });

  it('is the same file taken twice, from before or from one choice?', () => {
    expect(refusalsOf([file('a.png')], file('a.png'))).to.deep.equal(['duplicate']);
    expect(refusalsOf([], file('a.png'), file('a.png'))).to.deep.equal(['duplicate']);
    expect(refusalsOf([], file('a.png'), file('a.png', 'image/png', 11))).to.deep.equal([]);
  });

  it('how many are taken, those there before included?', () => {
    expect(refusalsOf([file('a.png')], file('b.png'), file('c.png'))).to.deep.equal(['tooMany']);
  });

  it('does a refused one use up a place?', () => {
    expect(
      admitFiles([file('a.png')], [file('b.exe', 'x/y'), file('c.png')], limits).accepted,
    ).to.have.length(1);
  });

  it('is anything taken where no type is named?', () => {
    const any = { ...limits, attachmentTypes: [] };
    expect(admitFiles([], [file('a.exe', 'x/y')], any).refused).to.deep.equal([]);
  });
});
