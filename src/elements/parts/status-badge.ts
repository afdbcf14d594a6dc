/** The status of a case: the backend's word for it, with a shape and a tone that only repeat what the word says. */
import { html, type TemplateResult } from 'lit';
import type { Status } from '../../model/case.js';

const RING = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zm0 2a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z';
const DISC = 'M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1z';

const SHAPES: Readonly<Record<Status, string>> = {
  new: `${RING}M8 6a2 2 0 1 1 0 4a2 2 0 1 1 0-4z`,
  open: RING,
  in_progress: `${RING}M8 4a4 4 0 0 1 0 8z`,
  waiting: `${RING}M7 4.5h1.5v3.2l2.3 2.3-1 1L7 8.3z`,
  on_hold: `${DISC}M5.5 5v6h1.7V5zM8.8 5v6h1.7V5z`,
  resolved: `${DISC}M4.2 8.2l1.1-1.1 2 2 3.4-3.6 1.1 1.1-4.5 4.7z`,
  closed: `${DISC}M4.5 7.1v1.8h7V7.1z`,
  cancelled: `${DISC}M5.9 4.8L4.8 5.9 6.9 8l-2.1 2.1 1.1 1.1L8 9.1l2.1 2.1 1.1-1.1L9.1 8l2.1-2.1-1.1-1.1L8 6.9z`,
};

const SETTLED: readonly Status[] = ['closed', 'cancelled'];
const PAUSED: readonly Status[] = ['waiting', 'on_hold'];

/** Class names of the tone; the colours are in `styles/status.ts`. */
function toneOf(status: Status): string {
  if (status === 'resolved') return 'success';
  return SETTLED.includes(status) ? 'settled' : PAUSED.includes(status) ? 'paused' : 'running';
}

/** `label` is the backend's word; a status that this version does not know has the shape of an open one. */
export function renderStatus(status: Status, label: string): TemplateResult {
  return html`<span class="badge status ${toneOf(status)}" part="status status-${status}">
    <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
      <path fill-rule="evenodd" d=${SHAPES[status] ?? SHAPES.open}></path></svg
    ><span dir="auto">${label}</span>
  </span>`;
}
