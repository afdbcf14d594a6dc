/** File names of strangers: controls that reorder or hide characters are taken out before anything is shown. */
// Bidi controls, zero-width characters, other format controls and C0/C1 controls.
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function safeName(name: string): string {
  return name.replace(INVISIBLE, '').replace(/[/\\]/g, '_').trim() || 'file';
}

export { isolated } from '../../context/texts.js';
