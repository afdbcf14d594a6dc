import type { ContentActivity, ContentFile, ContentNote } from '../types';

/** A picture of a till receipt, 60 by 90 pixels. */
const receiptPng =
  'iVBORw0KGgoAAAANSUhEUgAAADwAAABaCAIAAABrM6JiAAAAr0lEQVR42u3auw2EMBAFQJfjiqmJcggREfRgIe9nTo6PCZ7e' +
  'wsJ47ivdGdAB0MfWXxS0eEBDQ/ft6TrDRaahoaGz9nSd4SIe0NDQffcedZY1Mg0NDZ21p+sMF/GAhobu+x4xClo8oKGh+/Z0' +
  'neEiHtDQ0H2/y4uCFg9oaOi+PV1nuMSKxznn+tmA/uMfoKE7ode77LvkYgPuRIsHNPRWdL57j1J7jzrLGs+I0NCpzgubuk+A' +
  '3ZnyhgAAAABJRU5ErkJggg==';

/** One page that says "Receipt, paid with thanks". */
const receiptPdf =
  'JVBERi0xLjQKMSAwIG9iago8PCAvVHlwZSAvQ2F0YWxvZyAvUGFnZXMgMiAwIFIgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL1R5' +
  'cGUgL1BhZ2VzIC9LaWRzIFszIDAgUl0gL0NvdW50IDEgPj4KZW5kb2JqCjMgMCBvYmoKPDwgL1R5cGUgL1BhZ2UgL1BhcmVu' +
  'dCAyIDAgUiAvTWVkaWFCb3ggWzAgMCAyNDAgMTIwXSAvQ29udGVudHMgNCAwIFIgL1Jlc291cmNlcyA8PCAvRm9udCA8PCAv' +
  'RjEgNSAwIFIgPj4gPj4gPj4KZW5kb2JqCjQgMCBvYmoKPDwgL0xlbmd0aCA1NSA+PgpzdHJlYW0KQlQgL0YxIDE0IFRmIDIw' +
  'IDYwIFRkIChSZWNlaXB0LCBwYWlkIHdpdGggdGhhbmtzKSBUaiBFVAplbmRzdHJlYW0KZW5kb2JqCjUgMCBvYmoKPDwgL1R5' +
  'cGUgL0ZvbnQgL1N1YnR5cGUgL1R5cGUxIC9CYXNlRm9udCAvSGVsdmV0aWNhID4+CmVuZG9iagp4cmVmCjAgNgowMDAwMDAw' +
  'MDAwIDY1NTM1IGYgCjAwMDAwMDAwMDkgMDAwMDAgbiAKMDAwMDAwMDA1OCAwMDAwMCBuIAowMDAwMDAwMTE1IDAwMDAwIG4g' +
  'CjAwMDAwMDAyNDEgMDAwMDAgbiAKMDAwMDAwMDM0NiAwMDAwMCBuIAp0cmFpbGVyCjw8IC9TaXplIDYgL1Jvb3QgMSAwIFIg' +
  'Pj4Kc3RhcnR4cmVmCjQxNgolJUVPRgo=';

/** A picture under any file name. */
export const picture = (name: string): ContentFile => ({ name, type: 'image/png', base64: receiptPng });

/** A one-page document under any file name. */
export const pdf = (name: string): ContentFile => ({ name, type: 'application/pdf', base64: receiptPdf });

/** A text file. */
export const text = (name: string, content: string): ContentFile => ({
  name,
  type: 'text/plain',
  text: content,
});

/** A note everybody on the case can read. */
export const note = (
  by: string,
  hoursAfter: number,
  words: string,
  ...files: ContentFile[]
): ContentNote => ({
  by,
  hoursAfter,
  text: words,
  isPublic: true,
  ...(files.length > 0 ? { files } : {}),
});

/** A note for staff only. */
export const aside = (by: string, hoursAfter: number, words: string): ContentNote => ({
  by,
  hoursAfter,
  text: words,
  isPublic: false,
});

/** Work on a case: who, what, in which state and how long. */
export const activity = (
  by: string,
  type: ContentActivity['type'],
  subject: string,
  state: ContentActivity['state'],
  minutes: number,
): ContentActivity => ({ type, subject, state, minutes, by });
