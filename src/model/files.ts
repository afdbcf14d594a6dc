import type { Limits } from './session.js';

export type FileFaultCode = 'empty' | 'tooBig' | 'badType' | 'tooMany' | 'duplicate';

export interface FileFault {
  readonly name: string;
  readonly code: FileFaultCode;
  readonly limit?: number;
}

export interface FileFacts {
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Which of `added` may join `present`, and why others may not: asked before any byte is uploaded. */
export function admitFiles<F extends FileFacts>(
  present: readonly FileFacts[],
  added: readonly F[],
  limits: Limits,
): { readonly accepted: readonly F[]; readonly refused: readonly FileFault[] } {
  const accepted: F[] = [];
  const refused: FileFault[] = [];
  for (const file of added) {
    const fault = fileFault(file, [...present, ...accepted], limits);
    if (fault) refused.push({ name: file.name, ...fault });
    else accepted.push(file);
  }
  return { accepted, refused };
}

function fileFault(
  file: FileFacts,
  present: readonly FileFacts[],
  limits: Limits,
): Omit<FileFault, 'name'> | undefined {
  if (file.size === 0) return { code: 'empty' };
  if (file.size > limits.attachmentMaxBytes) return { code: 'tooBig', limit: limits.attachmentMaxBytes };
  if (!isAllowedType(file, limits.attachmentTypes)) return { code: 'badType' };
  if (present.some((other) => other.name === file.name && other.size === file.size))
    return { code: 'duplicate' };
  if (present.length >= limits.attachmentMaxCount)
    return { code: 'tooMany', limit: limits.attachmentMaxCount };
  return undefined;
}

function isAllowedType(file: FileFacts, allowed: readonly string[]): boolean {
  const name = file.name.toLowerCase();
  const type = file.type.toLowerCase();
  return (
    !allowed.length ||
    allowed.some((rule) => {
      const r = rule.toLowerCase();
      if (r.startsWith('.')) return name.endsWith(r);
      return r.endsWith('/*') ? type.startsWith(r.slice(0, -1)) : type === r;
    })
  );
}
