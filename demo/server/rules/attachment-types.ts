/** Which files are accepted: by declared type, by ending, and by what the bytes say they are. */
import { Problem } from '../problems.js';
import type { SettingValues } from './settings.js';

const HEAD_BYTES = 16;

/** A file before it is stored. */
export interface Candidate {
  readonly name: string;
  /** Declared media type, lower case. */
  readonly type: string;
  /** Its first bytes. */
  readonly head: Uint8Array;
}

interface KnownType {
  readonly endings: readonly string[];
  /** How such a file begins; undefined: in any way. */
  readonly begins?: RegExp;
}

const KNOWN: Readonly<Record<string, KnownType>> = {
  'image/png': { endings: ['.png'], begins: /^89504e470d0a1a0a/ },
  'image/jpeg': { endings: ['.jpg', '.jpeg', '.jfif'], begins: /^ffd8ff/ },
  'image/gif': { endings: ['.gif'], begins: /^47494638(37|39)61/ },
  'image/webp': { endings: ['.webp'], begins: /^52494646.{8}57454250/ },
  'application/pdf': { endings: ['.pdf'], begins: /^25504446/ },
  'application/zip': { endings: ['.zip'], begins: /^504b(0304|0506|0708)/ },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    endings: ['.docx'],
    begins: /^504b0304/,
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    endings: ['.xlsx'],
    begins: /^504b0304/,
  },
  'text/plain': { endings: ['.txt', '.log', '.md', '.text'] },
  'text/csv': { endings: ['.csv'] },
};

/** 422 with the rule in words. */
export function refuse(detail: string): Problem {
  return new Problem('attachment-refused', { detail });
}

/** @throws Problem `attachment-refused` with the rule that the file breaks. */
export function checkType(settings: SettingValues, file: Candidate): void {
  if (file.head.length === 0) throw refuse('The file is empty.');
  checkName(settings, file);
  const known = KNOWN[file.type];
  if (known?.begins && !known.begins.test(hex(file.head))) {
    throw refuse(
      `The file is not what its name says: it does not begin like a ${known.endings[0]?.slice(1)} file.`,
    );
  }
}

/** What can be said before the bytes are there. @throws Problem `attachment-refused` with the rule that the file breaks. */
export function checkName(settings: SettingValues, file: Omit<Candidate, 'head'>): void {
  const ending = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? '';
  const known = KNOWN[file.type];
  if (
    settings.attachmentTypes.length > 0 &&
    !settings.attachmentTypes.some((rule) => allows(rule, file.type, ending))
  ) {
    throw refuse(`Files of this type cannot be accepted. Accepted: ${settings.attachmentTypes.join(', ')}.`);
  }
  if (!known) return;
  if (!known.endings.includes(ending) && !settings.attachmentTypes.includes(ending)) {
    throw refuse(`The name of such a file ends in ${known.endings.join(' or ')}.`);
  }
}

function allows(rule: string, type: string, ending: string): boolean {
  if (rule.startsWith('.')) return rule === ending;
  return rule.endsWith('/*') ? type.startsWith(rule.slice(0, -1)) : rule === type;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The first bytes of a stream, and a stream of all of them. */
export async function peek(
  source: ReadableStream<Uint8Array>,
): Promise<{ head: Uint8Array; stream: ReadableStream<Uint8Array> }> {
  const reader = source.getReader();
  const waiting: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const part = await reader.read();
    if (part.done) break;
    waiting.push(part.value);
    size += part.value.length;
  }
  const head = new Uint8Array(Math.min(size, HEAD_BYTES));
  let offset = 0;
  for (const chunk of waiting) {
    head.set(chunk.subarray(0, Math.max(0, head.length - offset)), offset);
    offset = Math.min(head.length, offset + chunk.length);
  }
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = waiting.shift();
      if (chunk) return controller.enqueue(chunk);
      const part = await reader.read();
      if (part.done) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head, stream };
}
