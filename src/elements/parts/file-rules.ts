/** The rules for files, in words. */
import type { Limits } from '../../model/session.js';
import type { FilesT } from './file-picker.js';
import { fileSize } from './format.js';

/** Endings that people know, where the media type says something else. */
const KNOWN: Readonly<Record<string, string>> = {
  plain: 'TXT',
  msword: 'DOC',
  document: 'DOCX',
  'ms-excel': 'XLS',
  sheet: 'XLSX',
  'ms-powerpoint': 'PPT',
  presentation: 'PPTX',
  'x-zip-compressed': 'ZIP',
};

/** "Up to 10 files, 25 MB each. Allowed: images, PDF." */
export function describeRules(limits: Limits, t: FilesT, locale: string): string {
  const count = limits.attachmentMaxCount;
  const size = fileSize(limits.attachmentMaxBytes, locale);
  const amount =
    limits.attachmentMaxBytes > 0 ? t('files/rule/size', { count, size }) : t('files/rule/any', { count });
  if (!limits.attachmentTypes.length) return amount;
  const names = [...new Set(limits.attachmentTypes.map((type) => typeName(type, t)))];
  return `${amount} ${t('files/rule/types', { types: listOf(names, locale) })}`;
}

function typeName(rule: string, t: FilesT): string {
  if (rule.startsWith('.')) return rule;
  const [family, kind = ''] = rule.toLowerCase().split('/');
  if (kind !== '*') {
    const short = kind.replace(/^vnd\.(?=ms-)|\+.*$/g, '');
    const word = short.startsWith('ms-') ? short : (short.split('.').at(-1) ?? short);
    return KNOWN[word] ?? word.toUpperCase();
  }
  switch (family) {
    case 'image':
    case 'audio':
    case 'video':
    case 'text':
      return t(`files/type/${family}`);
    default:
      return rule;
  }
}

function listOf(names: readonly string[], locale: string): string {
  try {
    return new Intl.ListFormat(locale, { type: 'unit' }).format(names);
  } catch {
    return names.join(', ');
  }
}
